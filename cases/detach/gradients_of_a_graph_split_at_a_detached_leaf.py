"""Can a backward be split: the upper half first, then the lower half with the gradient that arrived in between?

Cut with `h = lower(x).detach().requires_grad_()`, run the upper half's backward,
then `lower_output.backward(h.grad)`.
The gradients are those of one backward, exactly, in all releases.
That is how a trunk that is shared by several heads can be passed once for all of them: h.grad collects their sum.
Without handing `h.grad` on, the lower half gets None.

https://github.com/pytorch/pytorch/issues/8287
https://pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch

PARAMS = {"heads": [1, 3], "handed_on": ["backward", "autograd_grad", "not"]}


def observe(device, heads, handed_on):
    x = torch.tensor([1.0, 2.0], device=device)
    weight = torch.tensor([0.5, 0.3], device=device, requires_grad=True)
    tops = [torch.tensor([1.0 + n, 2.0], device=device, requires_grad=True) for n in range(heads)]
    whole = torch.autograd.grad(sum(((weight * x).exp() * top).sum() for top in tops), [weight] + tops)

    below = (weight * x).exp()
    h = below.detach().requires_grad_()
    for top in tops:
        (h * top).sum().backward()
    if handed_on == "backward":
        below.backward(h.grad)
    elif handed_on == "autograd_grad":
        weight.grad = torch.autograd.grad(below, weight, h.grad)[0]
    yield "weight.grad", weight.grad
    if weight.grad is not None:
        yield "weight.grad as in one backward", torch.allclose(weight.grad, whole[0])
    yield "heads' gradients as in one backward", all(torch.equal(t.grad, g) for t, g in zip(tops, whole[1:]))


EXPECT = {
    "[*-autograd_grad]": {
        ">=1.0": {
            "weight.grad": "nonzero",
            "weight.grad as in one backward": True,
            "heads' gradients as in one backward": True,
        },
    },
    "[*-backward]": {
        ">=1.0": {
            "weight.grad": "nonzero",
            "weight.grad as in one backward": True,
            "heads' gradients as in one backward": True,
        },
    },
    "[*-not]": {">=1.0": {"weight.grad": "None", "heads' gradients as in one backward": True}},
}
