"""Can one differentiate a sum of a dense and a sparse tensor?

The gradient of the dense tensor has always been there.
That of the sparse one raised until 1.13, and is a dense tensor since 2.0 (no note found).
`to_dense()` has a derivative since 1.1 or 1.2, a sparse gradient; `torch.sparse.sum` lost it for the releases around
1.2 to 1.8.
The newest releases warn that the invariants of sparse tensors are not checked unless one asks.

https://github.com/pytorch/pytorch/issues/43347
https://docs.pytorch.org/docs/stable/sparse.html
"""

import torch

PARAMS = {
    "function": ["dense_plus_sparse", "sparse_plus_sparse", "times_number", "mm", "to_dense", "sum"],
    "tracked": ["dense", "sparse"],
}


def observe(device, function, tracked):
    dense = torch.ones(2, 2, device=device, requires_grad=tracked == "dense")
    indices = torch.tensor([[0], [0]], device=device)
    sparse = torch.sparse_coo_tensor(indices, torch.tensor([3.0], device=device), (2, 2), device=device).coalesce()
    if tracked == "sparse":
        sparse = sparse.detach().requires_grad_()
    out = {
        "dense_plus_sparse": lambda: dense + sparse,
        "sparse_plus_sparse": lambda: (sparse + sparse).to_dense() * dense,
        "times_number": lambda: (sparse * 2).to_dense() * dense,
        "mm": lambda: torch.sparse.mm(sparse, dense),
        "to_dense": lambda: sparse.to_dense() * dense,
        "sum": lambda: torch.sparse.sum(sparse) * dense,
    }[function]()
    out.sum().backward()
    grad = dense.grad if tracked == "dense" else sparse.grad
    yield "gradient is sparse", grad.is_sparse
    yield "gradient", (grad.to_dense() if grad.is_sparse else grad).flatten().tolist()
