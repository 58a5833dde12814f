"""What does gradcheck() accept, and what does it refuse?

It compares with finite differences, so float32, relu at zero,
a step and a nan fail although nothing is wrong with their gradients.
With `raise_exception=False` a wrong gradient gives False, except in 1.7 and 1.8, where it gave True:
every such check passed (no note found for 1.7).
#53916 mended that in 1.9, where failures also became GradcheckError, a RuntimeError still (#55656).
An input with repeated memory failed until 1.5 and raises an error of its own since 1.6 (#38774),
and whatever the backward itself raises comes through.
An output of integers raised IndexError in 1.5 to 1.8 and passes again since 1.9;
in 1.2 it killed the process, so the case does not ask there.
A backward that cannot take None for a gradient is found out since 1.7, if it asked for None,
by the TypeError that it raises.

https://github.com/pytorch/pytorch/pull/53916
https://github.com/pytorch/pytorch/pull/55656
https://github.com/pytorch/pytorch/pull/38774
https://github.com/pytorch/pytorch/pull/54480
https://github.com/pytorch/pytorch/pull/8663
"""

import torch
from torch.autograd import gradcheck

PARAMS = {
    "function": [
        "right",
        "twice_the_gradient",
        "none_requires_grad",
        "float32",
        "relu_at_zero",
        "step",
        "in_place_on_input",
        "integer_output",
        "complex",
        "expanded_input",
        "not_a_tensor",
        "wrong_shape",
        "random",
        "nan",
        "None_gradient",
        "no_undefined_gradients",
        "list_of_inputs",
    ],
    "mode": ["raise", "return", "fast"],
}

TORCH = {
    "[integer_output-*]": ">=1.5",
    "[no_undefined_gradients-*]": ">=1.7",
    "[complex-*]": ">=1.8",
    "[*-fast]": ">=1.9",
}


def custom(kind):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            if kind == "no_undefined_gradients":
                ctx.set_materialize_grads(False)
            return (a * 2, a * 3) if kind == "no_undefined_gradients" else a * 2

        @staticmethod
        def backward(ctx, grad, second=None):
            if kind == "no_undefined_gradients":
                return grad * 2 + second * 3
            return {"twice": lambda: grad * 4, "wrong": lambda: grad[:1], "None": lambda: None}.get(
                kind, lambda: grad * (2 + torch.rand_like(grad))
            )()

    return Function.apply


def observe(device, function, mode):
    options = {"dtype": torch.double, "device": device, "requires_grad": function != "none_requires_grad"}
    x = torch.tensor([0.5, 1.5], **options)
    called, given = {
        "twice_the_gradient": lambda: (custom("twice"), (x,)),
        "wrong_shape": lambda: (custom("wrong"), (x,)),
        "None_gradient": lambda: (custom("None"), (x,)),
        "random": lambda: (custom("random"), (x,)),
        "no_undefined_gradients": lambda: (custom("no_undefined_gradients"), (x,)),
        "float32": lambda: (torch.sin, (x.detach().float().requires_grad_(),)),
        "relu_at_zero": lambda: (torch.relu, (torch.zeros(1, **options),)),
        "step": lambda: (torch.sign, (torch.zeros(1, **options),)),
        "in_place_on_input": lambda: (lambda a: (a * 1).mul_(2), (x,)),
        "integer_output": lambda: (lambda a: a.long(), (x,)),
        "complex": lambda: (lambda a: a * a, (torch.tensor([1 + 2j], dtype=torch.cdouble, requires_grad=True),)),
        "expanded_input": lambda: (torch.sin, (x[:1].detach().expand(2).requires_grad_(),)),
        "not_a_tensor": lambda: (lambda a, n: a * n, (x, 3.0)),
        "nan": lambda: (lambda a: a * float("nan"), (x,)),
        "list_of_inputs": lambda: (torch.sin, [x]),
    }.get(function, lambda: (torch.sin, (x,)))()
    extra = {"raise": {}, "return": {"raise_exception": False}, "fast": {"fast_mode": True}}[mode]
    yield "gradcheck", gradcheck(called, given, **extra)


EXPECT = {
    "[complex-*]": {">=1.0": {"gradcheck": True}},
    "[in_place_on_input-*]": {">=1.0": {"gradcheck": True}},
    "[list_of_inputs-*]": {">=1.0": {"gradcheck": True}},
    "[not_a_tensor-*]": {">=1.0": {"gradcheck": True}},
    "[right-*]": {">=1.0": {"gradcheck": True}},
    "[integer_output-fast]": {">=1.0": {"gradcheck": True}},
    "[None_gradient-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[nan-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[random-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[relu_at_zero-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[step-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[twice_the_gradient-raise]": {"<1.9": {"raises": "RuntimeError"}, ">=1.9": {"raises": "GradcheckError"}},
    "[None_gradient-return]": {
        "<1.7": {"gradcheck": False},
        ">=1.7,<1.9": {"gradcheck": True},
        ">=1.9": {"gradcheck": False},
    },
    "[relu_at_zero-return]": {
        "<1.7": {"gradcheck": False},
        ">=1.7,<1.9": {"gradcheck": True},
        ">=1.9": {"gradcheck": False},
    },
    "[step-return]": {"<1.7": {"gradcheck": False}, ">=1.7,<1.9": {"gradcheck": True}, ">=1.9": {"gradcheck": False}},
    "[twice_the_gradient-return]": {
        "<1.7": {"gradcheck": False},
        ">=1.7,<1.9": {"gradcheck": True},
        ">=1.9": {"gradcheck": False},
    },
    "[None_gradient-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[nan-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[random-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[relu_at_zero-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[step-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[twice_the_gradient-fast]": {">=1.0": {"raises": "GradcheckError"}},
    "[none_requires_grad-*]": {">=1.0": {"raises": "ValueError"}},
    "[float32-raise]": {
        "<1.9": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9": {"raises": "GradcheckError", "warns": ["UserWarning"]},
    },
    "[float32-return]": {
        "<1.7": {"gradcheck": False, "warns": ["UserWarning"]},
        ">=1.7,<1.9": {"gradcheck": True, "warns": ["UserWarning"]},
        ">=1.9": {"gradcheck": False, "warns": ["UserWarning"]},
    },
    "[float32-fast]": {">=1.0": {"raises": "GradcheckError", "warns": ["UserWarning"]}},
    "[integer_output-raise]": {
        "<1.6": {"raises": "IndexError", "warns": ["UserWarning"]},
        ">=1.6,<1.9": {"raises": "IndexError"},
        ">=1.9": {"gradcheck": True},
    },
    "[integer_output-return]": {
        "<1.6": {"raises": "IndexError", "warns": ["UserWarning"]},
        ">=1.6,<1.9": {"raises": "IndexError"},
        ">=1.9": {"gradcheck": True},
    },
    "[wrong_shape-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[expanded_input-fast]": {">=1.0": {"raises": "RuntimeError"}},
    "[expanded_input-raise]": {">=1.0": {"raises": "RuntimeError"}},
    "[expanded_input-return]": {"<1.6": {"gradcheck": False}, ">=1.6": {"raises": "RuntimeError"}},
    "[nan-return]": {">=1.0": {"gradcheck": False}},
    "[random-return]": {">=1.0": {"gradcheck": False}},
    "[no_undefined_gradients-*]": {">=1.0": {"raises": "TypeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/2710",
        "says": "With raise_exception=False gradcheck returns False for a wrong gradient.",
        "facts": {"gradcheck": False},
        "rows": "[twice_the_gradient-return]",
    }
]
