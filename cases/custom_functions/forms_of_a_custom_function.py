"""Does a custom function without static methods still work, or one that lacks its backward?

An instance with plain methods that is called was the old form:
it warned in 1.2 to 1.4 (#22762) and raises RuntimeError since 1.5, as its release notes say;
with static methods that call had been a TypeError.
`apply` on plain methods found no backward until 1.8; since 1.9, which dropped the old form's code (#57357),
it works, with ctx as self, and making an instance at all warns.
A missing backward is noticed in the backward only, as NotImplementedError.
That and any error raised in the backward came out as RuntimeError in 1.5 and 1.6 (no note found),
until #43684 mended it in 1.7.
`apply` takes keyword arguments since 2.13 (#182206, asked for in #16940);
before it was a TypeError.

https://github.com/pytorch/pytorch/releases/tag/v1.5.0
https://github.com/pytorch/pytorch/pull/22762
https://github.com/pytorch/pytorch/pull/57357
https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/pull/182206
https://github.com/pytorch/pytorch/issues/16940
https://github.com/pytorch/pytorch/issues/46088
"""

import torch

PARAMS = {
    "methods": ["static", "plain"],
    "use": [
        "apply",
        "call_instance",
        "instantiate",
        "apply_with_keyword",
        "no_backward",
        "raising_backward",
        "raising_forward",
    ],
}


def observe(device, methods, use):
    static = staticmethod if methods == "static" else lambda function: function

    class Function(torch.autograd.Function):
        @static
        def forward(ctx, a):
            if use == "raising_forward":
                raise ValueError("forward")
            return a * 2

        if use != "no_backward":

            @static
            def backward(ctx, grad):
                if use == "raising_backward":
                    raise ValueError("backward")
                return grad * 2

    weight = torch.ones(1, device=device, requires_grad=True)
    if use == "instantiate":
        yield "instance", type(Function()).__name__
        return
    if use == "call_instance":
        out = Function()(weight)
    elif use == "apply_with_keyword":
        out = Function.apply(a=weight)
    else:
        out = Function.apply(weight)
    yield "out", out.tolist()
    out.backward()
    yield "weight.grad", weight.grad.tolist()


EXPECT = {
    "[static-apply]": {">=1.0": {"out": [2.0], "weight.grad": [2.0]}},
    "[static-call_instance]": {
        "<1.2": {"raises": "TypeError"},
        ">=1.2,<1.4": {"raises": "TypeError", "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"raises": "TypeError"},
        ">=1.5,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"raises": "RuntimeError", "warns": ["DeprecationWarning"]},
    },
    "[*-instantiate]": {
        "<1.9": {"instance": "Function"},
        ">=1.9": {"instance": "Function", "warns": ["DeprecationWarning"]},
    },
    "[*-apply_with_keyword]": {"<2.13": {"raises": "TypeError"}, ">=2.13": {"out": [2.0], "weight.grad": [2.0]}},
    "[*-no_backward]": {
        "<1.5": {"out": [2.0], "raises": "NotImplementedError"},
        ">=1.5,<1.7": {"out": [2.0], "raises": "RuntimeError"},
        ">=1.7": {"out": [2.0], "raises": "NotImplementedError"},
    },
    "[static-raising_backward]": {
        "<1.5": {"out": [2.0], "raises": "ValueError"},
        ">=1.5,<1.7": {"out": [2.0], "raises": "RuntimeError"},
        ">=1.7": {"out": [2.0], "raises": "ValueError"},
    },
    "[*-raising_forward]": {">=1.0": {"raises": "ValueError"}},
    "[plain-apply]": {
        "<1.5": {"out": [2.0], "raises": "NotImplementedError"},
        ">=1.5,<1.7": {"out": [2.0], "raises": "RuntimeError"},
        ">=1.7,<1.9": {"out": [2.0], "raises": "NotImplementedError"},
        ">=1.9": {"out": [2.0], "weight.grad": [2.0]},
    },
    "[plain-call_instance]": {
        "<1.2": {"out": [2.0], "weight.grad": [2.0]},
        ">=1.2,<1.5": {"out": [2.0], "weight.grad": [2.0], "warns": ["UserWarning"]},
        ">=1.5,<1.9": {"raises": "RuntimeError"},
        ">=1.9": {"raises": "RuntimeError", "warns": ["DeprecationWarning"]},
    },
    "[plain-raising_backward]": {
        "<1.5": {"out": [2.0], "raises": "NotImplementedError"},
        ">=1.5,<1.7": {"out": [2.0], "raises": "RuntimeError"},
        ">=1.7,<1.9": {"out": [2.0], "raises": "NotImplementedError"},
        ">=1.9": {"out": [2.0], "raises": "ValueError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/16940",
        "says": "apply() takes no keyword arguments.",
        "facts": {"raises": "TypeError"},
        "rows": "[static-apply_with_keyword]",
    }
]
