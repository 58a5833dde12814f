"""Can torch.autograd.grad compute several vector-Jacobian products at once?

With `is_grads_batched=True`, since 1.11, the first dimension of each grad_output counts the products,
and that of each result too: the identity matrix gives the whole Jacobian in one call.
In 1.11 the grad_outputs had to be a list or tuple; a single tensor is accepted since 1.12 (no note found).
None as grad_output is refused, and a grad_output without the additional dimension raises.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
https://github.com/pytorch/pytorch/pull/65564
"""

import torch

TORCH = ">=1.11"
PARAMS = {
    "function": ["square", "matmul", "cumsum", "index", "relu", "view", "unused"],
    "grad_outputs": ["identity", "one_row", "not_batched", "none"],
}


def observe(device, function, grad_outputs):
    x = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    other = torch.ones(2, device=device, requires_grad=True)
    out = {
        "square": lambda: x * x,
        "matmul": lambda: torch.ones(2, 2, device=device).matmul(x),
        "cumsum": lambda: x.cumsum(0),
        "index": lambda: x[[1, 0]],
        "relu": lambda: x.relu(),
        "view": lambda: x.view(2, 1).view(2),
        "unused": lambda: other * 2,
    }[function]()
    gradients = torch.autograd.grad(
        out,
        x,
        {
            "identity": torch.eye(2, device=device),
            "one_row": torch.ones(1, 2, device=device),
            "not_batched": torch.ones(2, device=device),
            "none": None,
        }[grad_outputs],
        is_grads_batched=True,
        allow_unused=True,
    )
    yield "gradient", gradients[0].tolist() if gradients[0] is not None else None


EXPECT = {
    "[square-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[2.0, 0.0], [0.0, 4.0]]}},
    "[square-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[2.0, 4.0]]}},
    "[*-none]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-not_batched]": {">=1.0": {"raises": "RuntimeError"}},
    "[matmul-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 1.0], [1.0, 1.0]]}},
    "[matmul-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[2.0, 2.0]]}},
    "[cumsum-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 0.0], [1.0, 1.0]]}},
    "[cumsum-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[2.0, 1.0]]}},
    "[index-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[0.0, 1.0], [1.0, 0.0]]}},
    "[index-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 1.0]]}},
    "[relu-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 1.0]]}},
    "[view-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 1.0]]}},
    "[relu-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[view-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": [[1.0, 0.0], [0.0, 1.0]]}},
    "[unused-identity]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": "None"}},
    "[unused-one_row]": {"<1.12": {"raises": "RuntimeError"}, ">=1.12": {"gradient": "None"}},
}
