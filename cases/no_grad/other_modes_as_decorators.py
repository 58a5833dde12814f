"""What can enable_grad, set_grad_enabled and inference_mode decorate, and with which spelling?

They share their decorator with no_grad: functions always, generators from 1.5 on, a class never as a whole,
a coroutine never, since calling it only makes it and the body runs later.
Without parentheses they were an error until 2.0; 2.1 accepted them,
except for `set_grad_enabled`, which wants its bool.
A function that calls itself left its own mode behind until 1.6; since 1.7 the one before comes back.
`set_grad_enabled` could not decorate anything until 1.10.2, and since 1.11 can (no note found);
until 2.1 it changed the mode as soon as it was made.
`inference_mode(False)` forgot its argument when it decorated, until 1.10.2, and acted as `inference_mode()`.

https://github.com/pytorch/pytorch/pull/31792
https://github.com/pytorch/pytorch/pull/44633
https://github.com/pytorch/pytorch/pull/68617
https://github.com/pytorch/pytorch/pull/107086
https://github.com/pytorch/pytorch/pull/113359
"""

import torch

PARAMS = {
    "mode": ["enable_grad", "set_grad_enabled", "inference_mode", "inference_mode_False"],
    "of": ["function", "lambda", "method", "staticmethod", "generator", "class", "coroutine", "recursion", "nothing"],
}

TORCH = {"[inference_mode*]": ">=1.9"}


def observe(mode, of):
    x = torch.ones(1, requires_grad=True)

    def decorate(target):
        kind = getattr(torch, mode.replace("_False", ""))
        if of == "nothing":
            return kind(target)
        argument = {"set_grad_enabled": [False], "inference_mode_False": [False]}.get(mode, [])
        return kind(*argument)(target)

    def function(*args):
        return (x * 2).requires_grad

    def generator():
        yield (x * 2).requires_grad

    async def coroutine():
        return (x * 2).requires_grad

    def recursion(depth):
        return decorated(depth - 1) if depth else (x * 2).requires_grad

    outside = mode == "set_grad_enabled"
    with torch.set_grad_enabled(outside):

        class Model:
            method = decorate(function) if of == "method" else function
            static = staticmethod(decorate(function)) if of == "staticmethod" else function

        if of == "method":
            yield "result requires grad", Model().method()
        elif of == "staticmethod":
            yield "result requires grad", Model.static()
        elif of == "generator":
            yield "result requires grad", next(decorate(generator)())
        elif of == "class":
            decorated = decorate(Model)
            yield "result requires grad", decorated().method()
            yield "still a class", isinstance(decorated, type)
        elif of == "coroutine":
            try:
                decorate(coroutine)().send(None)
            except StopIteration as stop:
                yield "result requires grad", stop.value
        elif of == "recursion":
            decorated = decorate(recursion)
            yield "result requires grad", decorated(2)
        else:
            yield "result requires grad", decorate(function if of != "lambda" else lambda: function())()
        yield "mode kept", torch.is_grad_enabled() == outside


EXPECT = {
    "[enable_grad-function]": {">=1.0": {"result requires grad": True, "mode kept": True}},
    "[enable_grad-lambda]": {">=1.0": {"result requires grad": True, "mode kept": True}},
    "[enable_grad-method]": {">=1.0": {"result requires grad": True, "mode kept": True}},
    "[enable_grad-staticmethod]": {">=1.0": {"result requires grad": True, "mode kept": True}},
    "[enable_grad-generator]": {
        "<1.5": {"result requires grad": False, "mode kept": True},
        ">=1.5": {"result requires grad": True, "mode kept": True},
    },
    "[enable_grad-class]": {
        "<2.0": {"result requires grad": False, "still a class": False, "mode kept": True},
        ">=2.0,<2.4": {
            "result requires grad": False,
            "still a class": False,
            "mode kept": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"result requires grad": False, "still a class": False, "mode kept": True, "warns": ["FutureWarning"]},
    },
    "[inference_mode-class]": {
        "<2.0": {"result requires grad": False, "still a class": False, "mode kept": True},
        ">=2.0,<2.4": {
            "result requires grad": False,
            "still a class": False,
            "mode kept": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"result requires grad": False, "still a class": False, "mode kept": True, "warns": ["FutureWarning"]},
    },
    "[inference_mode_False-class]": {
        "<2.0": {"result requires grad": False, "still a class": False, "mode kept": True},
        ">=2.0,<2.4": {
            "result requires grad": False,
            "still a class": False,
            "mode kept": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"result requires grad": False, "still a class": False, "mode kept": True, "warns": ["FutureWarning"]},
    },
    "[enable_grad-coroutine]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-coroutine]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-function]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-generator]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-lambda]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-method]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-recursion]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode-staticmethod]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[inference_mode_False-coroutine]": {">=1.0": {"result requires grad": False, "mode kept": True}},
    "[enable_grad-recursion]": {
        "<1.7": {"result requires grad": True, "mode kept": False},
        ">=1.7": {"result requires grad": True, "mode kept": True},
    },
    "[enable_grad-nothing]": {
        "<2.1": {"raises": "TypeError"},
        ">=2.1": {"result requires grad": True, "mode kept": True},
    },
    "[set_grad_enabled-function]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-generator]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-lambda]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-method]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-recursion]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-staticmethod]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": False, "mode kept": True},
    },
    "[set_grad_enabled-class]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.0": {"result requires grad": False, "still a class": False, "mode kept": False},
        ">=2.0,<2.2": {
            "result requires grad": False,
            "still a class": False,
            "mode kept": False,
            "warns": ["UserWarning"],
        },
        ">=2.2,<2.4": {
            "result requires grad": True,
            "still a class": False,
            "mode kept": True,
            "warns": ["UserWarning"],
        },
        ">=2.4": {"result requires grad": True, "still a class": False, "mode kept": True, "warns": ["FutureWarning"]},
    },
    "[set_grad_enabled-coroutine]": {
        "<1.11": {"raises": "TypeError"},
        ">=1.11,<2.2": {"result requires grad": False, "mode kept": False},
        ">=2.2": {"result requires grad": True, "mode kept": True},
    },
    "[set_grad_enabled-nothing]": {">=1.0": {"raises": "TypeError"}},
    "[inference_mode-nothing]": {
        "<2.1": {"raises": "TypeError"},
        ">=2.1": {"result requires grad": False, "mode kept": True},
    },
    "[inference_mode_False-nothing]": {
        "<2.1": {"raises": "TypeError"},
        ">=2.1": {"result requires grad": False, "mode kept": True},
    },
    "[inference_mode_False-function]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
    "[inference_mode_False-generator]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
    "[inference_mode_False-lambda]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
    "[inference_mode_False-method]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
    "[inference_mode_False-recursion]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
    "[inference_mode_False-staticmethod]": {
        "<1.11": {"result requires grad": False, "mode kept": True},
        ">=1.11": {"result requires grad": True, "mode kept": True},
    },
}
