"""What happens to a normal tensor that is changed, or viewed, under inference_mode?

A change inside is counted by the version counter, so a backward that saved the tensor still notices it.
Even a leaf that requires grad may be changed inside, as under no_grad.
A view of a normal tensor made inside is a normal tensor; but it may not be changed in place outside
as long as gradients are on, for it was made where nothing was tracked.
A backward may be run inside: the graph was recorded before.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
https://github.com/pytorch/pytorch/pull/53343
https://docs.pytorch.org/cppdocs/notes/inference_mode.html
"""

import torch

TORCH = ">=1.10"

PARAMS = {
    "done": [
        "saved_changed",
        "unsaved_changed",
        "leaf_changed",
        "plain_changed",
        "view_changed_inside",
        "view_changed_outside",
        "view_of_plain_changed_outside",
        "view_used_outside",
        "out_argument",
        "copy_into_normal",
        "backward_inside",
        "grad_inside",
        "hook_registered",
    ]
}


def observe(device, done):
    weight = torch.ones(2, device=device, requires_grad=True)
    plain = torch.ones(2, device=device)
    saved, unsaved = weight.exp(), weight * 2
    out = saved + unsaved
    loss = out.sum()
    with torch.inference_mode():
        if done == "saved_changed":
            saved.mul_(0)
        elif done == "unsaved_changed":
            out.mul_(0)
        elif done == "leaf_changed":
            weight.add_(1)
        elif done == "plain_changed":
            plain.add_(1)
        elif done == "view_changed_inside":
            unsaved[:1].add_(1)
        elif done == "view_of_plain_changed_outside":
            view = plain[:1]
        elif done in ("view_changed_outside", "view_used_outside"):
            view = unsaved[:1]
        elif done == "out_argument":
            torch.add(weight, 1, out=plain)
        elif done == "copy_into_normal":
            plain.copy_(torch.ones(2, device=device) * weight)
        elif done == "backward_inside":
            loss.backward()
            yield "weight.grad is an inference tensor", weight.grad.is_inference()
        elif done == "grad_inside":
            yield "gradient", torch.autograd.grad(loss, weight)[0]
        elif done == "hook_registered":
            weight.register_hook(lambda grad: grad * 10)
    if done.endswith("changed_outside"):
        view.add_(1)
    elif done == "view_used_outside":
        yield "view.requires_grad", view.requires_grad
        out = out + view
    yield "plain.requires_grad", plain.requires_grad
    if done not in ("backward_inside", "grad_inside"):
        (out * plain).sum().backward()
    yield "weight.grad", None if weight.grad is None else weight.grad.tolist()


EXPECT = {
    "[saved_changed]": {">=1.0": {"plain.requires_grad": False, "raises": "RuntimeError"}},
    "[copy_into_normal]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [4.718, 4.718]}},
    "[leaf_changed]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [4.718, 4.718]}},
    "[unsaved_changed]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [4.718, 4.718]}},
    "[view_changed_inside]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [4.718, 4.718]}},
    "[out_argument]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [9.437, 9.437]}},
    "[plain_changed]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [9.437, 9.437]}},
    "[view_changed_outside]": {">=1.0": {"raises": "RuntimeError"}},
    "[view_of_plain_changed_outside]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [9.437, 4.718]}},
    "[view_used_outside]": {
        ">=1.0": {"view.requires_grad": True, "plain.requires_grad": False, "weight.grad": [4.718, 4.718]},
    },
    "[backward_inside]": {
        ">=1.0": {
            "weight.grad is an inference tensor": True,
            "plain.requires_grad": False,
            "weight.grad": [4.718, 4.718],
        },
    },
    "[grad_inside]": {">=1.0": {"gradient": "nonzero", "plain.requires_grad": False, "weight.grad": "None"}},
    "[hook_registered]": {">=1.0": {"plain.requires_grad": False, "weight.grad": [47.18, 47.18]}},
}
