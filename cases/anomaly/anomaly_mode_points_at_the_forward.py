"""Does anomaly mode point at the line that changed a tensor in place?

No: it shows where in the forward the operation was called whose backward failed,
and not where its tensor was changed.
It must be on in the forward, or there is nothing to show.
From 1.4 on warnings were held back until the call returned (#26613), and where it ended in an error they went
to the process's stderr and not to Python, so that a notebook missed the trace; #41116 mended that in 1.7.
For an error raised by a custom function itself it adds no place in the code.
In 1.5 and 1.6 such an error arrived as RuntimeError whatever it was (no note found), until #43684 in 1.7.

https://github.com/pytorch/pytorch/pull/26613
https://github.com/pytorch/pytorch/pull/41116
https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/issues/37240
https://github.com/pytorch/pytorch/issues/39141
https://docs.pytorch.org/docs/stable/autograd.html
"""

import sys
import warnings

import torch

PARAMS = {
    "mode": ["off", "on", "on_for_backward_only"],
    "error": ["in_place", "nan", "raised_by_a_function", "second_backward"],
}


class Text(object):
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


class Raises(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.view_as(a)

    @staticmethod
    def backward(ctx, grad):
        raise ValueError("the backward failed")


def saves_here(weight):
    return weight.sqrt() if float(weight.detach()) == 0 else weight.exp()


def changes_here(tensor):
    tensor.add_(1)


def observe(device, mode, error):
    weight = torch.tensor(0.0 if error == "nan" else 1.0, device=device, requires_grad=True)

    def forward():
        hidden = saves_here(weight)
        if error == "in_place":
            changes_here(hidden)
        elif error == "raised_by_a_function":
            hidden = Raises.apply(hidden)
        return hidden * 0 if error == "nan" else hidden

    def backward(loss):
        if error == "second_backward":
            loss.backward()
        loss.backward()

    written, stderr = Text(), sys.stderr
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sys.stderr = written
        try:
            if mode == "on":
                with torch.autograd.detect_anomaly():
                    backward(forward())
            elif mode == "on_for_backward_only":
                loss = forward()
                with torch.autograd.detect_anomaly():
                    backward(loss)
            else:
                backward(forward())
            yield "backward", "works"
        except (RuntimeError, ValueError) as problem:
            yield "backward", type(problem).__name__
        finally:
            sys.stderr = stderr
    text = written.text + " ".join(str(warning.message) for warning in caught)
    yield "names the operation that saved", "saves_here" in text
    yield "names the operation that changed it", "changes_here" in text


EXPECT = {
    "[off-in_place]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[off-second_backward]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[on_for_backward_only-in_place]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[on_for_backward_only-nan]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[on_for_backward_only-second_backward]": {
        ">=1.0": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[off-nan]": {
        ">=1.0": {
            "backward": "works",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[*-raised_by_a_function]": {
        "<1.5": {
            "backward": "ValueError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
        ">=1.5,<1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
        ">=1.7": {
            "backward": "ValueError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
    },
    "[on-in_place]": {
        "<1.4": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
        ">=1.4,<1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
        ">=1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
    },
    "[on-nan]": {
        "<1.4": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
        ">=1.4,<1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
        ">=1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
    },
    "[on-second_backward]": {
        "<1.4": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
        ">=1.4,<1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": False,
            "names the operation that changed it": False,
        },
        ">=1.7": {
            "backward": "RuntimeError",
            "names the operation that saved": True,
            "names the operation that changed it": False,
        },
    },
}

CLAIMS = [
    {
        "source": "the hint in the error of an in-place change, as it is often read",
        "says": "The backtrace shows where the tensor was changed.",
        "facts": {"names the operation that changed it": True},
        "rows": "[on-in_place]",
    }
]
