"""Until when is anomaly mode on?

A block ends it, also by an error, and restores what was before when nested.
`set_detect_anomaly(True)` as a function stays on for the rest of the process.
Entering a block warns that the mode is slow since 1.5 (#33239).
The trace of the forward is a RuntimeWarning until 1.1 and a UserWarning since 1.2;
in 1.4 to 1.6 it went past Python's warnings (#26613, mended by #41116).

https://github.com/pytorch/pytorch/pull/33239
https://github.com/pytorch/pytorch/pull/26613
https://github.com/pytorch/pytorch/pull/41116
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch

PARAMS = {"use": ["with_block", "nested", "with_False_inside", "error_inside", "function", "function_as_with"]}


def is_on():
    weight = torch.zeros(1, requires_grad=True)
    try:
        (weight.sqrt() * 0).sum().backward()
    except RuntimeError:
        return True
    return False


def observe(use):
    yield "before", is_on()
    if use in ("with_block", "nested", "with_False_inside"):
        with torch.autograd.detect_anomaly():
            yield "inside", is_on()
            if use == "nested":
                with torch.autograd.detect_anomaly():
                    yield "inside", is_on()
            if use == "with_False_inside":
                with torch.autograd.set_detect_anomaly(False):
                    yield "inside", is_on()
            yield "inside", is_on()
    elif use == "error_inside":
        try:
            with torch.autograd.detect_anomaly():
                raise ValueError("error")
        except ValueError:
            pass
    elif use == "function":
        torch.autograd.set_detect_anomaly(True)
        yield "inside", is_on()
    elif use == "function_as_with":
        with torch.autograd.set_detect_anomaly(True):
            yield "inside", is_on()
    yield "after", is_on()
    torch.autograd.set_detect_anomaly(False)


EXPECT = {
    "[with_block]": {
        "<1.2": {"before": False, "inside": [True, True], "after": False, "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"before": False, "inside": [True, True], "after": False, "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"before": False, "inside": [True, True], "after": False},
        ">=1.5": {"before": False, "inside": [True, True], "after": False, "warns": ["UserWarning"]},
    },
    "[nested]": {
        "<1.2": {"before": False, "inside": [True, True, True], "after": False, "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"before": False, "inside": [True, True, True], "after": False, "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"before": False, "inside": [True, True, True], "after": False},
        ">=1.5": {"before": False, "inside": [True, True, True], "after": False, "warns": ["UserWarning"]},
    },
    "[with_False_inside]": {
        "<1.2": {"before": False, "inside": [True, False, True], "after": False, "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"before": False, "inside": [True, False, True], "after": False, "warns": ["UserWarning"]},
        ">=1.4,<1.5": {"before": False, "inside": [True, False, True], "after": False},
        ">=1.5": {"before": False, "inside": [True, False, True], "after": False, "warns": ["UserWarning"]},
    },
    "[error_inside]": {
        "<1.5": {"before": False, "after": False},
        ">=1.5": {"before": False, "after": False, "warns": ["UserWarning"]},
    },
    "[function]": {
        "<1.2": {"before": False, "inside": True, "after": True, "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"before": False, "inside": True, "after": True, "warns": ["UserWarning"]},
        ">=1.4,<1.7": {"before": False, "inside": True, "after": True},
        ">=1.7": {"before": False, "inside": True, "after": True, "warns": ["UserWarning"]},
    },
    "[function_as_with]": {
        "<1.2": {"before": False, "inside": True, "after": False, "warns": ["RuntimeWarning"]},
        ">=1.2,<1.4": {"before": False, "inside": True, "after": False, "warns": ["UserWarning"]},
        ">=1.4,<1.7": {"before": False, "inside": True, "after": False},
        ">=1.7": {"before": False, "inside": True, "after": False, "warns": ["UserWarning"]},
    },
}
