"""What is a copy of a Parameter: a leaf, a Parameter, with requires_grad, with its gradient, in the same memory?

`clone()`, `p + 0`, `p.to(another dtype)` are steps of the graph: gradients flow through them, they are no leaves.
`detach()`, `.data` and `Parameter(p)` share the memory, so that a step of an optimizer shows in them.
`deepcopy`, pickling and `torch.save` make a Parameter of its own that requires grad, without the gradient.
`new_tensor`, `torch.tensor` and `numpy` make plain copies; the first two warn that `clone().detach()` is meant.
`p.to()` and `cpu()` with nothing to do return p itself, and so does `as_tensor`; `copy.copy` makes a second Parameter
in the same memory.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clone.html
https://github.com/pytorch/pytorch/issues/81186
https://github.com/pytorch/pytorch/issues/3307
"""

import copy
import io
import pickle

import torch
from torch import nn

PARAMS = {
    "by": [
        "clone",
        "detach",
        "clone().detach()",
        "detach().clone()",
        "data",
        "p + 0",
        "Parameter(p)",
        "Parameter(p.data)",
        "deepcopy",
        "copy.copy",
        "pickle",
        "torch.save",
        "torch.tensor",
        "new_tensor",
        "as_tensor",
        "to(dtype)",
        "to same",
        "double",
        "cpu",
        "contiguous",
        "view_as",
        "alias by slice",
        "clone under no_grad",
        "requires_grad_",
        "type",
        "expand",
        "empty_like and copy_",
        "numpy",
        "Tensor(p)",
        "clone of frozen",
        "deepcopy of frozen",
        "pickle of frozen",
    ]
}


def observe(by):
    p = nn.Parameter(torch.ones(2, 2))
    (p * p).sum().backward()
    if "frozen" in by:
        p.requires_grad = False
    file = io.BytesIO()
    with torch.set_grad_enabled("no_grad" not in by):
        copied = {
            "clone": lambda: p.clone(),
            "detach": lambda: p.detach(),
            "clone().detach()": lambda: p.clone().detach(),
            "detach().clone()": lambda: p.detach().clone(),
            "data": lambda: p.data,
            "p + 0": lambda: p + 0,
            "Parameter(p)": lambda: nn.Parameter(p),
            "Parameter(p.data)": lambda: nn.Parameter(p.data),
            "deepcopy": lambda: copy.deepcopy(p),
            "copy.copy": lambda: copy.copy(p),
            "pickle": lambda: pickle.loads(pickle.dumps(p)),
            "torch.save": lambda: (torch.save(p, file), file.seek(0), torch.load(file))[2],
            "torch.tensor": lambda: torch.tensor(p),
            "new_tensor": lambda: p.new_tensor(p),
            "as_tensor": lambda: torch.as_tensor(p),
            "to(dtype)": lambda: p.to(torch.float64),
            "to same": lambda: p.to(torch.float32),
            "double": lambda: p.double(),
            "cpu": lambda: p.cpu(),
            "contiguous": lambda: p.contiguous(),
            "view_as": lambda: p.view_as(p),
            "alias by slice": lambda: p[:],
            "requires_grad_": lambda: p.requires_grad_(),
            "type": lambda: p.type(torch.FloatTensor),
            "expand": lambda: p.expand(2, 2),
            "empty_like and copy_": lambda: torch.empty_like(p).copy_(p),
            "numpy": lambda: torch.from_numpy(p.detach().numpy()),
            "Tensor(p)": lambda: torch.Tensor(p),
        }[by.split(" of ")[0].split(" under ")[0]]()
    yield "same object", copied is p
    yield "is a Parameter", isinstance(copied, nn.Parameter)
    yield "requires_grad", copied.requires_grad
    yield "is_leaf", copied.is_leaf
    yield "shares memory", copied.data_ptr() == p.data_ptr()
    if copied.is_leaf:
        yield "grad", copied.grad
    if copied is not p and copied.requires_grad:
        p.grad = None
        (copied * 3).sum().backward()
        yield "a loss of the copy reaches p", p.grad is not None and bool((p.grad != 0).any())


EXPECT = {
    "[clone]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches p": True,
        },
    },
    "[double]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches p": True,
        },
    },
    "[empty_like and copy_]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches p": True,
        },
    },
    "[p + 0]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches p": True,
        },
    },
    "[to(dtype)]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": False,
            "a loss of the copy reaches p": True,
        },
    },
    "[data]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
        },
    },
    "[detach]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
        },
    },
    "[numpy]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
        },
    },
    "[clone of frozen]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
    "[clone under no_grad]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
    "[clone().detach()]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
    "[detach().clone()]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
    "[Parameter(p)]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[Parameter(p.data)]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[copy.copy]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[pickle]": {
        "<1.5": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
        ">=1.5,<1.6": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
        ">=2.4,<2.4.1": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[torch.save]": {
        "<2.4": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
        ">=2.4,<2.6": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
            "warns": ["FutureWarning"],
        },
        ">=2.6": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "a loss of the copy reaches p": False,
        },
    },
    "[new_tensor]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[torch.tensor]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "warns": ["UserWarning"],
        },
    },
    "[as_tensor]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[contiguous]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[cpu]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[requires_grad_]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[to same]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[type]": {
        ">=1.0": {
            "same object": True,
            "is a Parameter": True,
            "requires_grad": True,
            "is_leaf": True,
            "shares memory": True,
            "grad": "nonzero",
        },
    },
    "[Tensor(p)]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": True,
            "a loss of the copy reaches p": True,
        },
    },
    "[alias by slice]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": True,
            "a loss of the copy reaches p": True,
        },
    },
    "[expand]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": True,
            "a loss of the copy reaches p": True,
        },
    },
    "[view_as]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": False,
            "requires_grad": True,
            "is_leaf": False,
            "shares memory": True,
            "a loss of the copy reaches p": True,
        },
    },
    "[deepcopy of frozen]": {
        ">=1.0": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
    "[pickle of frozen]": {
        "<1.5": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
        ">=1.5,<1.6": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=1.6,<2.4": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
        ">=2.4,<2.4.1": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
            "warns": ["FutureWarning"],
        },
        ">=2.4.1": {
            "same object": False,
            "is a Parameter": True,
            "requires_grad": False,
            "is_leaf": True,
            "shares memory": False,
            "grad": "None",
        },
    },
}
