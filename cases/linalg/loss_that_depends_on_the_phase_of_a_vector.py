"""Why does backward through complex svd, eig or eigh say that the loss depends on a phase?

Singular vectors and eigenvectors are fixed only up to a factor of size 1: a sign if real, a phase if complex.
A loss that changes with the phase has no derivative; one of the absolute values has.
svd, eig and eigh of complex matrices gave some gradient without a word until 1.10; since 1.11 they raise.
For real matrices only the sign is open, which no small step changes, and nothing raises.

https://github.com/pytorch/pytorch/pull/70253
https://github.com/pytorch/pytorch/pull/70528
https://github.com/pytorch/pytorch/pull/54002
https://pytorch.org/docs/stable/generated/torch.linalg.svd.html
https://pytorch.org/docs/stable/generated/torch.linalg.eig.html
"""

import torch

TORCH = ">=1.9"

PARAMS = {
    "function": ["svd", "eigh", "eig", "svd_of_a_real_matrix"],
    "loss": ["real part", "absolute values"],
}


def observe(device, function, loss):
    kind = torch.double if "real" in function else torch.cdouble
    a = torch.tensor([[2.0, 0.5], [-0.5, 3.5]], dtype=kind, device=device)
    if kind == torch.cdouble:
        a = a + torch.tensor([[0.0, 1.0], [-1.0, 0.0]], dtype=kind, device=device) * 1j
    a.requires_grad_()
    vectors = {
        "svd": lambda: torch.linalg.svd(a)[0],
        "svd_of_a_real_matrix": lambda: torch.linalg.svd(a)[0],
        "eigh": lambda: torch.linalg.eigh((a + a.transpose(0, 1).conj()) / 2)[1],
        "eig": lambda: torch.linalg.eig(a)[1],
    }[function]()
    if loss == "absolute values":
        vectors.abs()[0, 0].backward()
    else:
        (vectors.real if vectors.is_complex() else vectors).sum().backward()
    yield "gradient is finite", bool((a.grad.abs() < float("inf")).all())


EXPECT = {
    "[eig-real part]": {"<1.11": {"gradient is finite": True}, ">=1.11": {"raises": "RuntimeError"}},
    "[eigh-real part]": {"<1.11": {"gradient is finite": True}, ">=1.11": {"raises": "RuntimeError"}},
    "[svd-real part]": {"<1.11": {"gradient is finite": True}, ">=1.11": {"raises": "RuntimeError"}},
    "[*-absolute values]": {">=1.0": {"gradient is finite": True}},
    "[svd_of_a_real_matrix-real part]": {">=1.0": {"gradient is finite": True}},
}
