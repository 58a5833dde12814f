"""What do `no_grad`, `detach`, `.data` and `inference_mode` do inside and around `torch.func.grad`?

The gradient of a product of two copies of x is taken, and one copy is cut off in different ways: 9 becomes less.
Inside the function they cut reverse mode as usual; forward mode (`jvp`) is cut by `detach` but not by `no_grad`.
Around it `no_grad` does nothing: the transform turns gradients on for itself, while `autograd.grad` needs the graph.
`inference_mode` around it gave a silent zero until 2.11, and the right gradient since 2.12; nothing had warned.

https://github.com/pytorch/pytorch/issues/177318
https://github.com/pytorch/pytorch/pull/177596
https://github.com/pytorch/pytorch/issues/128600
https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html
"""

import torch

TORCH = ">=2.0"
PARAMS = {
    "cut": [
        "nothing", "detach", "detach_", "data", "item", "no_grad inside", "set_grad_enabled inside",
        "inference inside", "no_grad outside", "inference outside", "set_grad_enabled outside",
        "enable_grad inside no_grad outside",
    ],
    "transform": ["grad", "jvp", "autograd.grad"],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, cut, transform):
    def function(a):
        if cut.endswith("inside"):
            if cut == "set_grad_enabled inside":
                torch.set_grad_enabled(False)
                copy = a * 2
                torch.set_grad_enabled(True)
            else:
                with torch.no_grad() if cut == "no_grad inside" else torch.inference_mode():
                    copy = a * 2
        elif cut.startswith("enable_grad"):
            with torch.enable_grad():
                copy = a * 2
        else:
            copy = {
                "detach": lambda: a.detach() * 2,
                "detach_": lambda: (a * 2).detach_(),
                "data": lambda: a.data * 2,
                "item": lambda: torch.full_like(a, a.item()) * 2,
            }.get(cut, lambda: a * 2)()
        return (copy * a).sum()

    mode = torch.inference_mode() if cut == "inference outside" else torch.set_grad_enabled("outside" not in cut)
    x = torch.full((1,), 3.0, device=device)
    with mode:
        if transform == "jvp":
            answer = torch.func.jvp(function, (x,), (torch.ones_like(x),))[1]
        elif transform == "autograd.grad":
            leaf = x.clone().requires_grad_()
            answer = torch.autograd.grad(function(leaf), leaf)[0]
        else:
            answer = getattr(torch.func, transform)(function)(x)
        yield "derivative", answer.item()
    torch.set_grad_enabled(True)


EXPECT = {
    "[nothing-*]": {">=1.0": {"derivative": 12.0}},
    "[enable_grad inside no_grad outside-grad]": {">=1.0": {"derivative": 12.0}},
    "[enable_grad inside no_grad outside-jvp]": {">=1.0": {"derivative": 12.0}},
    "[no_grad inside-jvp]": {">=1.0": {"derivative": 12.0}},
    "[no_grad outside-grad]": {">=1.0": {"derivative": 12.0}},
    "[no_grad outside-jvp]": {">=1.0": {"derivative": 12.0}},
    "[set_grad_enabled inside-jvp]": {">=1.0": {"derivative": 12.0}},
    "[set_grad_enabled outside-grad]": {">=1.0": {"derivative": 12.0}},
    "[set_grad_enabled outside-jvp]": {">=1.0": {"derivative": 12.0}},
    "[data-*]": {">=1.0": {"derivative": 6.0}},
    "[detach-*]": {">=1.0": {"derivative": 6.0}},
    "[detach_-*]": {">=1.0": {"derivative": 6.0}},
    "[item-*]": {">=1.0": {"derivative": 6.0}},
    "[inference inside-jvp]": {">=1.0": {"derivative": 6.0}},
    "[no_grad inside-autograd.grad]": {">=1.0": {"derivative": 6.0}},
    "[no_grad inside-grad]": {">=1.0": {"derivative": 6.0}},
    "[set_grad_enabled inside-autograd.grad]": {">=1.0": {"derivative": 6.0}},
    "[set_grad_enabled inside-grad]": {">=1.0": {"derivative": 6.0}},
    "[enable_grad inside no_grad outside-autograd.grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[inference inside-autograd.grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[inference inside-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[inference outside-autograd.grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[no_grad outside-autograd.grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[set_grad_enabled outside-autograd.grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[inference outside-grad]": {"<2.12": {"derivative": 0.0}, ">=2.12": {"derivative": 12.0}},
    "[inference outside-jvp]": {"<2.12": {"derivative": 0.0}, ">=2.12": {"derivative": 12.0}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html",
        "says": "grad respects no_grad inside the function but not around it: around.",
        "facts": {"derivative": 12.0},
        "rows": "[no_grad outside-grad]",
    },
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html",
        "says": "grad respects no_grad inside the function but not around it: inside.",
        "facts": {"derivative": 6.0},
        "rows": "[no_grad inside-grad]",
    },
]
