"""Is ctx.x = tensor as good as ctx.save_for_backward(tensor)?

While nothing changes, yes: also a second derivative goes through either, for inputs and outputs,
and through neither for an intermediate, which has no history.
Changed in place, an input or output saved with `save_for_backward` raises in the backward;
on ctx it gives a wrong gradient silently.
An intermediate is not touched by a change of input or output.
Both free what they hold in a second backward, because the rest of the graph does.
In 1.0 the output on ctx raised, since the multiplication by a number after it had saved it;
since 1.1 that saves nothing (no note found).

https://docs.pytorch.org/docs/stable/notes/extending.html
https://github.com/pytorch/tutorials/issues/2797
"""

import torch

PARAMS = {
    "kept": ["save_for_backward", "attribute"],
    "what": ["input", "output", "intermediate"],
    "then": ["nothing", "changed_in_place", "second_backward", "double_backward"],
}


def observe(device, kept, what, then):
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            middle = a * 1
            out = middle.exp()
            tensor = {"input": a, "output": out, "intermediate": middle}[what]
            if kept == "attribute":
                ctx.tensor = tensor
            else:
                ctx.save_for_backward(tensor)
            return out

        @staticmethod
        def backward(ctx, grad):
            tensor = ctx.tensor if kept == "attribute" else ctx.saved_tensors[0]
            return grad * (tensor if what == "output" else tensor.exp())

    weight = torch.zeros(1, device=device, requires_grad=True)
    x = weight * 1
    out = Exp.apply(x)
    if then == "double_backward":
        (first,) = torch.autograd.grad(out, weight, create_graph=True)
        yield "first", first.tolist()
        (second,) = torch.autograd.grad(first, weight)
        yield "second", second.tolist()
        return
    loss = out * 1
    if then == "changed_in_place":
        (out if what == "output" else x).add_(1)
    loss.backward()
    if then == "second_backward":
        out.backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[*-*-nothing]": {">=1.0": {"weight.grad": [1.0]}},
    "[*-intermediate-changed_in_place]": {">=1.0": {"weight.grad": [1.0]}},
    "[*-*-second_backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[save_for_backward-input-changed_in_place]": {">=1.0": {"raises": "RuntimeError"}},
    "[save_for_backward-output-changed_in_place]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-input-double_backward]": {">=1.0": {"first": [1.0], "second": [1.0]}},
    "[*-output-double_backward]": {">=1.0": {"first": [1.0], "second": [1.0]}},
    "[*-intermediate-double_backward]": {">=1.0": {"first": [1.0], "raises": "RuntimeError"}},
    "[attribute-input-changed_in_place]": {">=1.0": {"weight.grad": [2.718]}},
    "[attribute-output-changed_in_place]": {"<1.1": {"raises": "RuntimeError"}, ">=1.1": {"weight.grad": [2.0]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "Tensors kept on ctx are checked like saved ones: a change in place raises.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[attribute-input-changed_in_place]",
    }
]
