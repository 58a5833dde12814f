"""Is a second derivative through a compiled step right, refused, or silently wrong?

"dynamo" runs the ordinary operators, and the second derivative of x**4 at 2 is 48.
"aot_eager" and "inductor" make the backward in advance, and it has none of its own: asking for it raises.
A first gradient that says it does not require grad, though it was taken with `create_graph=True`, is wrong silently,
since a penalty on it is then a constant.

https://github.com/pytorch/pytorch/issues/91469
https://github.com/pytorch/pytorch/issues/181581
https://github.com/pytorch/pytorch/pull/92348
https://github.com/pytorch/pytorch/pull/181606
"""

import torch

TORCH = ">=2.0"
PARAMS = {"gradient": ["outside", "of a linear step", "inside", "func inside"]}


def step(x, gradient):
    if gradient == "of a linear step":
        return x * 5
    if gradient == "inside":
        return torch.autograd.grad((x**4).sum(), x, create_graph=True)[0]
    if gradient == "func inside":
        return torch.func.grad(lambda value: (value**4).sum())(x)
    return x**4


def observe(device, gradient):
    x = torch.full((1,), 2.0, device=device, requires_grad=True)
    first = step(x, gradient)
    if not gradient.endswith("inside"):
        first = torch.autograd.grad((first * x if "linear" in gradient else first).sum(), x, create_graph=True)[0]
    yield "first", first.tolist()
    yield "first requires grad", first.requires_grad
    yield "second", torch.autograd.grad((first * first).sum(), x)[0].tolist()


EXPECT = {
    "[func inside]": {">=1.0": {"first": [32.0], "first requires grad": True, "second": [3072.0]}},
    "[inside]": {">=1.0": {"first": [32.0], "first requires grad": True, "second": [3072.0]}},
    "[outside]": {">=1.0": {"first": [32.0], "first requires grad": True, "second": [3072.0]}},
    "[of a linear step]": {">=1.0": {"first": [20.0], "first requires grad": True, "second": [400.0]}},
}
