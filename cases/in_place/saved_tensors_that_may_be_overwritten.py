"""Can one overwrite a tensor that backward needs without an error and without a wrong gradient?

Since 2.0 `torch.autograd.graph.allow_mutation_on_saved_tensors()` clones what was saved before it is overwritten:
inside of it the in-place error is gone, and the gradient is that of the old values.
The forward and the write must both happen inside, and the backward too: after it, backward is an AssertionError.
`increment_version`, since 2.1, goes the other way: it tells autograd of a write that it cannot have seen.

https://github.com/pytorch/pytorch/pull/79056
https://github.com/pytorch/pytorch/pull/96852
https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.allow_mutation_on_saved_tensors.html
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch

TORCH = {"[*-[!i]*]": ">=2.0", "[*-increment_version]": ">=2.1"}
PARAMS = {
    "function": ["exp", "mul", "relu", "view"],
    "inside": ["nothing", "all", "forward", "write", "backward_outside", "data_write", "increment_version"],
}


def observe(device, function, inside):
    allow = torch.autograd.graph.allow_mutation_on_saved_tensors
    weight = torch.tensor([1.0, 2.0], device=device, requires_grad=True)

    def forward():
        hidden = weight * 1
        if function == "exp":
            out = hidden.exp()
            return out, out
        if function == "mul":
            return hidden, hidden * hidden
        if function == "relu":
            out = hidden.relu()
            return out, out
        return hidden.view(2, 1), hidden * hidden

    def write(tensor):
        with torch.no_grad():
            (tensor.data if inside in ("data_write", "increment_version") else tensor).fill_(7)
        if inside == "increment_version":
            torch.autograd.graph.increment_version(tensor)

    if inside in ("all", "data_write"):
        with allow():
            tensor, out = forward()
            write(tensor)
            out.sum().backward()
    elif inside == "backward_outside":
        with allow():
            tensor, out = forward()
            write(tensor)
        out.sum().backward()
    elif inside == "forward":
        with allow():
            tensor, out = forward()
        write(tensor)
        out.sum().backward()
    elif inside == "write":
        tensor, out = forward()
        with allow():
            write(tensor)
        out.sum().backward()
    else:
        tensor, out = forward()
        write(tensor)
        out.sum().backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[*-increment_version]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-nothing]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-write]": {">=1.0": {"raises": "RuntimeError"}},
    "[exp-all]": {">=1.0": {"weight.grad": [2.718, 7.389]}},
    "[exp-data_write]": {">=1.0": {"weight.grad": [2.718, 7.389]}},
    "[*-backward_outside]": {">=1.0": {"raises": "AssertionError"}},
    "[*-forward]": {">=1.0": {"raises": "AssertionError"}},
    "[mul-all]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[mul-data_write]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[view-all]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[view-data_write]": {">=1.0": {"weight.grad": [2.0, 4.0]}},
    "[relu-all]": {">=1.0": {"weight.grad": [1.0, 1.0]}},
    "[relu-data_write]": {">=1.0": {"weight.grad": [1.0, 1.0]}},
}
