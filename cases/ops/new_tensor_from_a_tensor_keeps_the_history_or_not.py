"""Which ways of making a tensor from others keep the gradient, and which drop it without a word?

What copies through autograd (`clone`, `stack`, `cat`, `as_tensor` of a tensor, `to`) keeps the history; a sparse
tensor made of entries does since 1.1.
What reads the numbers (`torch.tensor` of a tensor or of a list of them, `item`, `tolist`) starts anew.
What takes only the shape and the type (`zeros_like`, `new_ones`) starts anew as well.
A function that wants a number, such as `full` or `arange`, refuses a tensor with a TypeError; so did `linspace`
until 2.1; since 2.2 it takes one, and drops its history in silence.
`asarray` used to turn the flag off on x itself, which it returns; since 2.12 it keeps it, and warns once.

https://github.com/pytorch/pytorch/pull/104889
https://github.com/pytorch/pytorch/pull/170897
https://github.com/pytorch/pytorch/issues/170819
https://pytorch.org/docs/stable/generated/torch.tensor.html
https://pytorch.org/docs/stable/generated/torch.as_tensor.html
"""

import torch

PARAMS = {
    "made_by": [
        "clone",
        "to_double",
        "float",
        "stack",
        "cat_with_constant",
        "as_tensor",
        "asarray",
        "expand_as",
        "tensor",
        "tensor_of_list",
        "tensor_of_scalars",
        "as_tensor_of_list",
        "Tensor_of_list",
        "new_tensor",
        "full_of_item",
        "full_of_scalar",
        "zeros_like",
        "ones_like",
        "new_ones",
        "empty_copy_",
        "index_assignment",
        "tolist",
        "complex",
        "sparse",
        "linspace_between",
        "arange_to",
        "normal_mean",
    ]
}

TORCH = {"[asarray]": ">=1.11", "[complex]": ">=1.7"}


def observe(device, made_by):
    x = torch.tensor([1.0, 2.0], device=device, requires_grad=True)
    index = torch.tensor([[0, 1]], device=device)

    def assign():
        out = torch.zeros(2, device=device)
        out[0] = x[0]
        return out

    out = {
        "clone": lambda: x.clone(),
        "to_double": lambda: x.to(torch.float64),
        "float": lambda: x.float(),
        "stack": lambda: torch.stack([x[0], x[1]]),
        "cat_with_constant": lambda: torch.cat([torch.ones(1, device=device), x]),
        "as_tensor": lambda: torch.as_tensor(x),
        "asarray": lambda: torch.asarray(x),
        "expand_as": lambda: x.expand(2, 2),
        "tensor": lambda: torch.tensor(x),
        "tensor_of_list": lambda: torch.tensor([x[0], x[1]]),
        "tensor_of_scalars": lambda: torch.tensor([x[0].item(), x[1].item()]),
        "as_tensor_of_list": lambda: torch.as_tensor([x[0], x[1]]),
        "Tensor_of_list": lambda: torch.Tensor([x[0], x[1]]),
        "new_tensor": lambda: x.new_tensor(x),
        "full_of_item": lambda: torch.full((2,), x[0].item()),
        "full_of_scalar": lambda: torch.full((2,), x[0]),
        "zeros_like": lambda: torch.zeros_like(x),
        "ones_like": lambda: torch.ones_like(x),
        "new_ones": lambda: x.new_ones(2),
        "empty_copy_": lambda: torch.empty(2, device=device).copy_(x),
        "index_assignment": assign,
        "tolist": lambda: torch.tensor(x.tolist()),
        "complex": lambda: torch.complex(x, x).real,
        "sparse": lambda: torch.sparse_coo_tensor(index, x, (2,)).to_dense(),
        "linspace_between": lambda: torch.linspace(x[0], x[1], 3),
        "arange_to": lambda: torch.arange(0.0, x[1]),
        "normal_mean": lambda: torch.normal(x, torch.ones_like(x).detach()),
    }[made_by]()
    yield "requires_grad", out.requires_grad
    yield "x still requires grad", x.requires_grad
    if out.requires_grad:
        out.sum().backward()
        yield "x.grad", x.grad.tolist()


EXPECT = {
    "[as_tensor]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[cat_with_constant]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[clone]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[complex]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[empty_copy_]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[float]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[stack]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[to_double]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]}},
    "[asarray]": {
        "<2.12": {"requires_grad": False, "x still requires grad": False},
        ">=2.12": {
            "requires_grad": True,
            "x still requires grad": True,
            "x.grad": [1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[expand_as]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [2.0, 2.0]}},
    "[new_tensor]": {">=1.0": {"requires_grad": False, "x still requires grad": True, "warns": ["UserWarning"]}},
    "[tensor]": {">=1.0": {"requires_grad": False, "x still requires grad": True, "warns": ["UserWarning"]}},
    "[Tensor_of_list]": {
        "<2.8": {"requires_grad": False, "x still requires grad": True},
        ">=2.8": {"requires_grad": False, "x still requires grad": True, "warns": ["UserWarning"]},
    },
    "[as_tensor_of_list]": {
        "<2.8": {"requires_grad": False, "x still requires grad": True},
        ">=2.8": {"requires_grad": False, "x still requires grad": True, "warns": ["UserWarning"]},
    },
    "[tensor_of_list]": {
        "<2.8": {"requires_grad": False, "x still requires grad": True},
        ">=2.8": {"requires_grad": False, "x still requires grad": True, "warns": ["UserWarning"]},
    },
    "[full_of_item]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[new_ones]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[ones_like]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[tensor_of_scalars]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[tolist]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[zeros_like]": {">=1.0": {"requires_grad": False, "x still requires grad": True}},
    "[arange_to]": {">=1.0": {"raises": "TypeError"}},
    "[full_of_scalar]": {">=1.0": {"raises": "TypeError"}},
    "[index_assignment]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 0.0]}},
    "[sparse]": {
        "<1.1": {"requires_grad": True, "x still requires grad": True, "raises": "RuntimeError"},
        ">=1.1,<2.11": {"requires_grad": True, "x still requires grad": True, "x.grad": [1.0, 1.0]},
        ">=2.11": {
            "requires_grad": True,
            "x still requires grad": True,
            "x.grad": [1.0, 1.0],
            "warns": ["UserWarning"],
        },
    },
    "[linspace_between]": {
        "<2.2": {"raises": "TypeError"},
        ">=2.2": {"requires_grad": False, "x still requires grad": True},
    },
    "[normal_mean]": {">=1.0": {"requires_grad": True, "x still requires grad": True, "x.grad": [0.0, 0.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/170819",
        "says": "asarray turns requires_grad off on the very tensor it is given.",
        "facts": {"x still requires grad": False},
        "rows": "[asarray]",
    },
]
