"""How often does a hook run, and with which gradient?

Once per backward, with the sum over all uses of the tensor in that backward, before anything is accumulated.
A gradient that is already there does not enter, except for a post-accumulate hook, which sees it in `.grad`.
A tensor that is not used, or only detached, has its hook not called at all; a gradient of zeros is a call.

https://docs.pytorch.org/docs/stable/notes/autograd.html
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
https://github.com/pytorch/pytorch/issues/76464
"""

import torch

PARAMS = {
    "hook": ["leaf", "hidden", "post_accumulate"],
    "use": ["once", "twice", "not_at_all", "detached", "two_backwards", "grad_already_there", "zero_gradient"],
}

TORCH = {"[post_accumulate-*]": ">=2.1"}


def observe(device, hook, use):
    weight = torch.ones(1, device=device, requires_grad=True)
    other = torch.ones(1, device=device, requires_grad=True)
    hidden = weight * 1
    seen = []
    if hook == "post_accumulate":
        weight.register_post_accumulate_grad_hook(lambda tensor: seen.append(tensor.grad.tolist()))
    else:
        (weight if hook == "leaf" else hidden).register_hook(lambda grad: seen.append(grad.tolist()))
    if use == "grad_already_there":
        weight.grad = torch.full_like(weight, 100)
    loss = {
        "twice": lambda: hidden * 2 + hidden * 3,
        "not_at_all": lambda: other * 2,
        "detached": lambda: hidden.detach() * 2 + other,
        "zero_gradient": lambda: hidden * 0,
    }.get(use, lambda: hidden * 2)()
    loss.backward(retain_graph=True)
    if use == "two_backwards":
        loss.backward()
    yield "seen", str(seen)
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None


EXPECT = {
    "[*-once]": {">=1.0": {"seen": "[[2.0]]", "weight.grad": [2.0]}},
    "[*-twice]": {">=1.0": {"seen": "[[5.0]]", "weight.grad": [5.0]}},
    "[*-detached]": {">=1.0": {"seen": "[]", "weight.grad": "None"}},
    "[*-not_at_all]": {">=1.0": {"seen": "[]", "weight.grad": "None"}},
    "[hidden-two_backwards]": {">=1.0": {"seen": "[[2.0], [2.0]]", "weight.grad": [4.0]}},
    "[leaf-two_backwards]": {">=1.0": {"seen": "[[2.0], [2.0]]", "weight.grad": [4.0]}},
    "[hidden-grad_already_there]": {">=1.0": {"seen": "[[2.0]]", "weight.grad": [102.0]}},
    "[leaf-grad_already_there]": {">=1.0": {"seen": "[[2.0]]", "weight.grad": [102.0]}},
    "[*-zero_gradient]": {">=1.0": {"seen": "[[0.0]]", "weight.grad": [0.0]}},
    "[post_accumulate-two_backwards]": {">=1.0": {"seen": "[[2.0], [4.0]]", "weight.grad": [4.0]}},
    "[post_accumulate-grad_already_there]": {">=1.0": {"seen": "[[102.0]]", "weight.grad": [102.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/76464",
        "says": "A hook on a parameter fires before the gradient is accumulated: it does not see what is there.",
        "facts": {"seen": "[[2.0]]", "weight.grad": [102.0]},
        "rows": "[leaf-grad_already_there]",
    }
]
