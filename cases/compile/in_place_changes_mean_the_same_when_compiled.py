"""Are in-place changes of the inputs treated alike by `torch.compile`, in value and in gradient?

A change of an intermediate input reaches the caller's tensor, and the gradient goes through it.
A leaf that requires grad may not be changed: the compiled function raises as well, an exception of its own kind.
A change through `detach()` or `.data` of a leaf, or under `no_grad`, is carried out, unknown to the graph;
if the old value had been saved for backward, eager PyTorch raises in backward, and "aot_eager" at the first call.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/158561
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
"""

import torch

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {
    "change": ["intermediate", "view of it", "leaf", "leaf under no_grad", "detached leaf", "data of leaf", "saved"],
    "backend": ["none", "eager", "aot_eager"],
}


def observe(device, change, backend):
    no_grad = torch.no_grad

    def function(x):
        if change == "view of it":
            x.view(2, 1)[0].mul_(3)
        elif change == "detached leaf":
            x.detach().mul_(3)
        elif change == "data of leaf":
            x.data.mul_(3)
        elif change == "leaf under no_grad":
            with no_grad():
                x.mul_(3)
        elif change == "saved":
            y = x.exp() * x
            x.detach().mul_(3)
            return y
        else:
            x.mul_(3)
        return x * x

    leaf = torch.ones(2, device=device, requires_grad=True)
    x = leaf * 1 if change in ("intermediate", "view of it") else leaf
    run = function if backend == "none" else torch.compile(function, backend=backend)
    out = run(x)
    yield "input", x.tolist()
    yield "output", out.tolist()
    out.sum().backward()
    yield "leaf.grad", leaf.grad.tolist()


EXPECT = {
    "[intermediate-eager]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [18.0, 18.0]}},
    "[intermediate-none]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [18.0, 18.0]}},
    "[intermediate-aot_eager]": {
        "<2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [18.0, 18.0], "warns": ["UserWarning"]},
        ">=2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [18.0, 18.0]},
    },
    "[view of it-*]": {">=1.0": {"input": [3.0, 1.0], "output": [9.0, 1.0], "leaf.grad": [18.0, 2.0]}},
    "[leaf-none]": {">=1.0": {"raises": "RuntimeError"}},
    "[leaf-aot_eager]": {">=1.0": {"raises": "TorchRuntimeError"}},
    "[leaf-eager]": {">=1.0": {"raises": "TorchRuntimeError"}},
    "[data of leaf-*]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]}},
    "[detached leaf-eager]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]}},
    "[detached leaf-none]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]}},
    "[leaf under no_grad-eager]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]}},
    "[leaf under no_grad-none]": {">=1.0": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]}},
    "[detached leaf-aot_eager]": {
        "<2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]},
    },
    "[leaf under no_grad-aot_eager]": {
        "<2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0], "warns": ["UserWarning"]},
        ">=2.2": {"input": [3.0, 3.0], "output": [9.0, 9.0], "leaf.grad": [6.0, 6.0]},
    },
    "[saved-eager]": {">=1.0": {"input": [3.0, 3.0], "output": [2.718, 2.718], "raises": "RuntimeError"}},
    "[saved-none]": {">=1.0": {"input": [3.0, 3.0], "output": [2.718, 2.718], "raises": "RuntimeError"}},
    "[saved-aot_eager]": {">=1.0": {"raises": "BackendCompilerFailed", "warns": ["UserWarning"]}},
}
