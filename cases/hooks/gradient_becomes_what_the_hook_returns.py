"""What may a gradient hook return, and what becomes of the gradient?

None leaves the gradient alone and a tensor of the same shape and type replaces it, on a leaf,
on a hidden tensor and on a graph node alike.
Another shape or another dtype is an error that names the hook, and so is a number:
nothing is broadcast or converted.
A post-accumulate hook must return None; zeros or a scaled gradient raise.
A number raises TypeError, but RuntimeError in 1.5 and 1.6:
those two releases lost the type of every Python error raised in a backward (no note found),
and #43684 gave it back in 1.7.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
https://github.com/pytorch/pytorch/pull/43684
https://github.com/pytorch/pytorch/issues/46088
"""

import torch

PARAMS = {
    "hook": ["leaf", "hidden", "node", "node_before", "post_accumulate"],
    "returns": ["None", "zeros", "ten_times", "double", "too_short", "one_entry", "number"],
}

TORCH = {"[node_before-*]": ">=1.13", "[post_accumulate-*]": ">=2.1"}

changes = {
    "zeros": torch.zeros_like,
    "ten_times": lambda grad: grad * 10,
    "double": lambda grad: grad.double(),
    "too_short": lambda grad: grad[:2],
    "one_entry": lambda grad: grad[:1],
}


def observe(device, hook, returns):
    def answer(grads, *_):
        if returns in ("None", "number"):
            return 1.0 if returns == "number" else None
        if isinstance(grads, tuple):
            return tuple(grad if grad is None else changes[returns](grad) for grad in grads)
        return changes[returns](grads)

    weight = torch.ones(3, device=device, requires_grad=True)
    hidden = weight * 2
    {
        "leaf": lambda: weight.register_hook(answer),
        "hidden": lambda: hidden.register_hook(answer),
        "node": lambda: hidden.grad_fn.register_hook(answer),
        "node_before": lambda: hidden.grad_fn.register_prehook(answer),
        "post_accumulate": lambda: weight.register_post_accumulate_grad_hook(answer),
    }[hook]()
    hidden.sum().backward()
    yield "weight.grad", weight.grad.tolist()
    yield "dtype", str(weight.grad.dtype)


EXPECT = {
    "[*-None]": {">=1.0": {"weight.grad": [2.0, 2.0, 2.0], "dtype": "torch.float32"}},
    "[hidden-zeros]": {">=1.0": {"weight.grad": [0.0, 0.0, 0.0], "dtype": "torch.float32"}},
    "[leaf-zeros]": {">=1.0": {"weight.grad": [0.0, 0.0, 0.0], "dtype": "torch.float32"}},
    "[node-zeros]": {">=1.0": {"weight.grad": [0.0, 0.0, 0.0], "dtype": "torch.float32"}},
    "[node_before-zeros]": {">=1.0": {"weight.grad": [0.0, 0.0, 0.0], "dtype": "torch.float32"}},
    "[hidden-ten_times]": {">=1.0": {"weight.grad": [20.0, 20.0, 20.0], "dtype": "torch.float32"}},
    "[leaf-ten_times]": {">=1.0": {"weight.grad": [20.0, 20.0, 20.0], "dtype": "torch.float32"}},
    "[node-ten_times]": {">=1.0": {"weight.grad": [20.0, 20.0, 20.0], "dtype": "torch.float32"}},
    "[node_before-ten_times]": {">=1.0": {"weight.grad": [20.0, 20.0, 20.0], "dtype": "torch.float32"}},
    "[*-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-one_entry]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-too_short]": {">=1.0": {"raises": "RuntimeError"}},
    "[post_accumulate-ten_times]": {">=1.0": {"raises": "RuntimeError"}},
    "[post_accumulate-zeros]": {">=1.0": {"raises": "RuntimeError"}},
    "[hidden-number]": {
        "<1.5": {"raises": "TypeError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"raises": "TypeError"},
    },
    "[leaf-number]": {
        "<1.5": {"raises": "TypeError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"raises": "TypeError"},
    },
    "[node-number]": {
        "<1.5": {"raises": "TypeError"},
        ">=1.5,<1.7": {"raises": "RuntimeError"},
        ">=1.7": {"raises": "TypeError"},
    },
    "[node_before-number]": {">=1.0": {"raises": "TypeError"}},
    "[post_accumulate-number]": {">=1.0": {"raises": "TypeError"}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/46088",
        "says": "An error raised inside a backward always arrives as RuntimeError: here the TypeError of a number.",
        "facts": {"raises": "RuntimeError"},
        "rows": "[leaf-number]",
    }
]
