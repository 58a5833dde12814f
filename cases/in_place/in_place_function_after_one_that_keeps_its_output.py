"""Which in-place functions can follow a function whose output is needed for backward, and which can follow any?

`h.relu_()` overwrites h: after an addition, which keeps nothing, that is fine, and the gradient is right.
After exp, which keeps its output, backward raises, whatever was written and even if the values did not change.
An in-place function that needs its own old input, like pow_ or sin_, keeps a copy of it, and works;
`h.mul_(h)`, which is given its own target as the other factor, raises after any function.
Changes of the shape only, like `squeeze_()` or `t_()`, count as changes as well.
No release has changed this.

https://docs.pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/issues/15428
"""

import torch

changes = {
    "add_": lambda h: h.add_(1),
    "add_0": lambda h: h.add_(0),
    "sub_": lambda h: h.sub_(1),
    "mul_": lambda h: h.mul_(2),
    "mul_itself": lambda h: h.mul_(h),
    "div_": lambda h: h.div_(2),
    "pow_": lambda h: h.pow_(2),
    "exp_": lambda h: h.exp_(),
    "log_": lambda h: h.log_(),
    "sqrt_": lambda h: h.sqrt_(),
    "sin_": lambda h: h.sin_(),
    "abs_": lambda h: h.abs_(),
    "neg_": lambda h: h.neg_(),
    "reciprocal_": lambda h: h.reciprocal_(),
    "relu_": lambda h: h.relu_(),
    "leaky_relu_": lambda h: torch.nn.functional.leaky_relu_(h),
    "elu_": lambda h: torch.nn.functional.elu_(h),
    "sigmoid_": lambda h: h.sigmoid_(),
    "tanh_": lambda h: h.tanh_(),
    "clamp_": lambda h: h.clamp_(0, 9),
    "zero_": lambda h: h.zero_(),
    "fill_": lambda h: h.fill_(3),
    "copy_": lambda h: h.copy_(torch.ones_like(h)),
    "masked_fill_": lambda h: h.masked_fill_(h > 2, 0.0),
    "index": lambda h: h.__setitem__(0, 5.0),
    "slice_plus": lambda h: h[:1].add_(1),
    "squeeze_": lambda h: h.squeeze_(),
    "unsqueeze_": lambda h: h.unsqueeze_(0),
    "t_": lambda h: h.t_(),
    "transpose_": lambda h: h.transpose_(0, 1),
    "cumsum_": lambda h: h.copy_(h.cumsum(0)),
}
PARAMS = {
    "change": [
        "add_",
        "add_0",
        "sub_",
        "mul_",
        "mul_itself",
        "div_",
        "pow_",
        "exp_",
        "log_",
        "sqrt_",
        "sin_",
        "abs_",
        "neg_",
        "reciprocal_",
        "relu_",
        "leaky_relu_",
        "elu_",
        "sigmoid_",
        "tanh_",
        "clamp_",
        "zero_",
        "fill_",
        "copy_",
        "masked_fill_",
        "index",
        "slice_plus",
        "squeeze_",
        "unsqueeze_",
        "t_",
        "transpose_",
        "cumsum_",
    ],
    "after": ["add", "exp"],
}


def observe(device, change, after):
    weight = torch.tensor([[1.0], [2.0]], device=device, requires_grad=True)
    hidden = weight + 1 if after == "add" else weight.exp()
    changes[change](hidden)
    yield "hidden.requires_grad", hidden.requires_grad
    hidden.sum().backward()
    yield "weight.grad", weight.grad.flatten().tolist()


EXPECT = {
    "[abs_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[add_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[add_0-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[clamp_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[elu_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[leaky_relu_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[relu_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[slice_plus-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[squeeze_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[sub_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[t_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[transpose_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[unsqueeze_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 1.0]}},
    "[*-exp]": {">=1.0": {"hidden.requires_grad": True, "raises": "RuntimeError"}},
    "[mul_itself-add]": {">=1.0": {"hidden.requires_grad": True, "raises": "RuntimeError"}},
    "[mul_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [2.0, 2.0]}},
    "[div_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.5, 0.5]}},
    "[pow_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [4.0, 6.0]}},
    "[exp_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [7.389, 20.09]}},
    "[log_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.5, 0.3333]}},
    "[sqrt_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.3536, 0.2887]}},
    "[sin_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [-0.4161, -0.99]}},
    "[neg_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [-1.0, -1.0]}},
    "[reciprocal_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [-0.25, -0.1111]}},
    "[sigmoid_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.105, 0.04518]}},
    "[tanh_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.07065, 0.009866]}},
    "[copy_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.0, 0.0]}},
    "[fill_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.0, 0.0]}},
    "[zero_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.0, 0.0]}},
    "[masked_fill_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [1.0, 0.0]}},
    "[index-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [0.0, 1.0]}},
    "[cumsum_-add]": {">=1.0": {"hidden.requires_grad": True, "weight.grad": [2.0, 1.0]}},
}

CLAIMS = [
    {
        "source": "https://discuss.pytorch.org/t/whats-the-easiest-way-to-clean-gradients-before-saving-a-net/948",
        "says": "Where no error is raised, an in-place operation was fine.",
        "facts": {"weight.grad": [1.0, 1.0]},
        "rows": "[add_-add]",
    },
]
