"""Does a MaskedTensor keep the nan of a masked entry out of the gradient, and what is x.grad then?

x / 0 is masked, or its square root at zero, and the rest is summed: the gradient at the masked entry is no
nan, but masked.
The price is that `.grad` of the plain leaf becomes a MaskedTensor, and a step of SGD on it raises.
The classes came with 1.13 as a prototype, and warn of that.

https://github.com/pytorch/pytorch/issues/4132
https://github.com/pytorch/pytorch/issues/124964
https://pytorch.org/docs/stable/masked.html
"""

import torch

TORCH = ">=1.13"
PARAMS = {"function": ["division", "root", "product"], "reduction": ["sum", "mean"]}


def observe(function, reduction):
    from torch.masked import as_masked_tensor

    x = torch.tensor([0.0, 4.0], requires_grad=True)
    y = {"division": lambda: 1 / x, "root": lambda: x.sqrt(), "product": lambda: x * 2}[function]()
    masked = as_masked_tensor(y, torch.tensor([False, True]))
    loss = getattr(masked, reduction)()
    yield "type of the loss", type(loss).__name__
    loss.backward()
    yield "type of x.grad", type(x.grad).__name__
    grad = x.grad
    if type(grad) is not torch.Tensor:
        yield "mask of x.grad", grad.get_mask().tolist()
        grad = grad.get_data()
    yield "gradient of the entry that is left", grad[1].item()
    before = x.detach().clone()
    torch.optim.SGD([x], lr=0.5).step()
    yield "x moved", not torch.equal(x.detach(), before)


EXPECT = {
    "[division-*]": {
        ">=1.0": {
            "type of the loss": "MaskedTensor",
            "type of x.grad": "MaskedTensor",
            "mask of x.grad": [False, True],
            "gradient of the entry that is left": -0.0625,
            "raises": "ValueError",
            "warns": ["UserWarning"],
        },
    },
    "[root-*]": {
        ">=1.0": {
            "type of the loss": "MaskedTensor",
            "type of x.grad": "MaskedTensor",
            "mask of x.grad": [False, True],
            "gradient of the entry that is left": 0.25,
            "raises": "ValueError",
            "warns": ["UserWarning"],
        },
    },
    "[product-*]": {
        ">=1.0": {
            "type of the loss": "MaskedTensor",
            "type of x.grad": "MaskedTensor",
            "mask of x.grad": [False, True],
            "gradient of the entry that is left": 2.0,
            "raises": "ValueError",
            "warns": ["UserWarning"],
        },
    },
}
