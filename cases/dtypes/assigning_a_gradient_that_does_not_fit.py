"""May a gradient of another dtype, shape or layout be assigned to .grad?

No: shape, dtype and device are checked at the assignment, which raises; None is always allowed.
A gradient that autograd computes is cast to the dtype of the leaf instead.
Changing `.data` to another dtype or shape goes round the check and leaves a gradient that does not fit.
Since 2.10 `grad_dtype` of a leaf may be set, to keep float32 gradients of half precision weights.
A gradient that is the tensor itself is refused; a sparse one is allowed, and one with a history too.

https://github.com/pytorch/pytorch/pull/162815
https://github.com/pytorch/pytorch/issues/100174
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html
"""

import torch

PARAMS = {
    "grad": [
        "fits",
        "float64",
        "int64",
        "another shape",
        "broadcastable",
        "non-contiguous",
        "sparse",
        "itself",
        "None",
        "a number",
        "requires grad",
        "with a history",
        "of a frozen leaf",
        "of a non-leaf",
        "data of another dtype",
        "empty",
        "grad_dtype",
    ]
}
TORCH = {"[grad_dtype]": ">=2.10"}


def observe(device, grad):
    x = torch.ones(2, 2, device=device, requires_grad=grad != "of a frozen leaf")
    fits = torch.full((2, 2), 3.0, device=device)
    if grad == "grad_dtype":
        x.grad_dtype = torch.float64
    if grad == "of a non-leaf":
        x = x * 1
    given = {
        "float64": lambda: fits.double(),
        "grad_dtype": lambda: fits.double(),
        "int64": lambda: fits.long(),
        "another shape": lambda: fits.view(4),
        "broadcastable": lambda: fits[:1],
        "non-contiguous": lambda: fits.t(),
        "sparse": lambda: fits.to_sparse(),
        "itself": lambda: x,
        "None": lambda: None,
        "a number": lambda: 3.0,
        "requires grad": lambda: fits.requires_grad_(),
        "with a history": lambda: x * 3,
        "empty": lambda: fits[:0],
    }.get(grad, lambda: fits)()
    try:
        x.grad = given
        yield "assignment", "works"
    except (RuntimeError, TypeError) as error:
        yield "assignment", type(error).__name__
        return
    yield "same object", x.grad is given
    if grad == "data of another dtype":
        x.data = x.data.double()
        yield "dtypes", [str(x.dtype), str(x.grad.dtype)]
    if x.requires_grad and x.is_leaf and grad != "with a history":
        try:
            (x * 2).sum().backward()
            yield "after a backward", float((x.grad.to_dense() if x.grad.is_sparse else x.grad).detach().sum())
            yield "dtype after a backward", str(x.grad.dtype)
        except RuntimeError as error:
            yield "after a backward", type(error).__name__
