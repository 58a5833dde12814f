"""Is a tensor a leaf if it was made by .to(), .clone(), nn.Parameter() and so on, and does it get a .grad?

A leaf is what was not computed from something that requires grad; only leaves are given a `.grad` by backward.
`ones(2, requires_grad=True).double()` is computed, hence hidden, and its `.grad` stays None:
that is what happens with `.cuda()` and `.to(device)` as well.
A conversion that has nothing to do returns the very tensor, which is why the same line works on another machine.
Every tensor that does not require grad counts as a leaf, detached ones and results of plain arithmetic included.
In 1.5.0 alone the result of `argmax` claimed to require grad, and backward failed; 1.5.1 took that back.
`torch.tensor` of a list of tensors warns since 2.8 that their gradient is lost.
What a hidden tensor's `.grad` says before and after is in the case on reading it.

https://github.com/pytorch/pytorch/issues/12627
https://github.com/pytorch/pytorch/issues/13113
https://github.com/pytorch/pytorch/issues/61950
https://github.com/pytorch/pytorch/issues/37680
https://github.com/pytorch/pytorch/pull/37789
https://github.com/pytorch/pytorch/pull/143261
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html
"""

import copy
import warnings

import torch
from torch import nn

makers = {
    "factory": lambda x: torch.ones(2, requires_grad=True),
    "double": lambda x: torch.ones(2, requires_grad=True).double(),
    "to_other_dtype": lambda x: x.to(torch.float64),
    "to_same_dtype": lambda x: x.to(torch.float32),
    "to_same_device": lambda x: x.to("cpu"),
    "cpu": lambda x: x.cpu(),
    "to_copy": lambda x: x.to("cpu", copy=True),
    "requires_grad_after": lambda x: torch.ones(2).double().requires_grad_(),
    "clone": lambda x: x.clone(),
    "clone_detach": lambda x: x.clone().detach(),
    "detach": lambda x: x.detach(),
    "detach_requires_grad": lambda x: (x * 2).detach().requires_grad_(),
    "data": lambda x: x.data,
    "view": lambda x: x.view(2),
    "index": lambda x: x[0],
    "mul": lambda x: x * 2,
    "plain_mul": lambda x: torch.ones(2) * 2,
    "sum_of_both": lambda x: torch.ones(2) + x,
    "parameter": lambda x: nn.Parameter(torch.ones(2)),
    "parameter_double": lambda x: nn.Parameter(torch.ones(2)).double(),
    "parameter_of_leaf": lambda x: nn.Parameter(x),
    "parameter_of_hidden": lambda x: nn.Parameter(x * 2),
    "parameter_frozen": lambda x: nn.Parameter(torch.ones(2), requires_grad=False),
    "module_double": lambda x: nn.Linear(1, 1).double().weight,
    "deepcopy": lambda x: copy.deepcopy(x),
    "copy": lambda x: copy.copy(x),
    "tensor": lambda x: torch.tensor(x),
    "new_tensor": lambda x: x.new_tensor(x),
    "as_tensor": lambda x: torch.as_tensor(x),
    "tensor_of_list": lambda x: torch.tensor([x[0], x[1]]),
    "stack_of_list": lambda x: torch.stack([x[0], x[1]]),
    "zeros_like": lambda x: torch.zeros_like(x),
    "new_ones": lambda x: x.new_ones(2),
    "argmax": lambda x: (x * 2).argmax(),
    "comparison": lambda x: x > 0,
    "long": lambda x: x.long(),
    "round": lambda x: x.round(),
    "item": lambda x: torch.tensor(x[0].item(), requires_grad=True),
    "variable": lambda x: torch.autograd.Variable(x * 2),
    "variable_requires_grad": lambda x: torch.autograd.Variable(torch.ones(2), requires_grad=True),
}
PARAMS = {
    "maker": [
        "factory",
        "double",
        "to_other_dtype",
        "to_same_dtype",
        "to_same_device",
        "cpu",
        "to_copy",
        "requires_grad_after",
        "clone",
        "clone_detach",
        "detach",
        "detach_requires_grad",
        "data",
        "view",
        "index",
        "mul",
        "plain_mul",
        "sum_of_both",
        "parameter",
        "parameter_double",
        "parameter_of_leaf",
        "parameter_of_hidden",
        "parameter_frozen",
        "module_double",
        "deepcopy",
        "copy",
        "tensor",
        "new_tensor",
        "as_tensor",
        "tensor_of_list",
        "stack_of_list",
        "zeros_like",
        "new_ones",
        "argmax",
        "comparison",
        "long",
        "round",
        "item",
        "variable",
        "variable_requires_grad",
    ],
}


def observe(maker):
    x = torch.ones(2, requires_grad=True)
    made = makers[maker](x)
    yield "is_leaf", made.is_leaf
    yield "requires_grad", made.requires_grad
    yield "is a Parameter", isinstance(made, nn.Parameter)
    if made.requires_grad:
        (made * 3).sum().backward()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield "its .grad", made.grad
        yield "x.grad", x.grad


EXPECT = {
    "[copy]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[deepcopy]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[detach_requires_grad]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[factory]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[item]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[requires_grad_after]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[variable_requires_grad]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[double]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "None",
        },
    },
    "[parameter_double]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "None",
        },
    },
    "[clone]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[index]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[mul]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[stack_of_list]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[sum_of_both]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[to_copy]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[to_other_dtype]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[view]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "nonzero",
        },
    },
    "[as_tensor]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[cpu]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[to_same_device]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[to_same_dtype]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "nonzero",
            "x.grad": "nonzero",
        },
    },
    "[clone_detach]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[comparison]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[data]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[detach]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[long]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[new_ones]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[plain_mul]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[variable]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[zeros_like]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False}},
    "[module_double]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": True,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[parameter]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": True,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[parameter_of_hidden]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": True,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[parameter_of_leaf]": {
        ">=1.0": {
            "is_leaf": True,
            "requires_grad": True,
            "is a Parameter": True,
            "its .grad": "nonzero",
            "x.grad": "None",
        },
    },
    "[parameter_frozen]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": True}},
    "[new_tensor]": {
        ">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False, "warns": ["UserWarning"]},
    },
    "[tensor]": {">=1.0": {"is_leaf": True, "requires_grad": False, "is a Parameter": False, "warns": ["UserWarning"]}},
    "[tensor_of_list]": {
        "<2.8": {"is_leaf": True, "requires_grad": False, "is a Parameter": False},
        ">=2.8": {"is_leaf": True, "requires_grad": False, "is a Parameter": False, "warns": ["UserWarning"]},
    },
    "[argmax]": {
        "<1.5": {"is_leaf": True, "requires_grad": False, "is a Parameter": False},
        ">=1.5,<1.5.1": {"is_leaf": False, "requires_grad": True, "is a Parameter": False, "raises": "RuntimeError"},
        ">=1.5.1": {"is_leaf": True, "requires_grad": False, "is a Parameter": False},
    },
    "[round]": {
        ">=1.0": {
            "is_leaf": False,
            "requires_grad": True,
            "is a Parameter": False,
            "its .grad": "None",
            "x.grad": "zero",
        },
    },
}
