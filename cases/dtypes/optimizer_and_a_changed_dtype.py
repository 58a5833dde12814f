"""Does an optimizer go on after the model was converted to another dtype?

`module.double()` keeps the Parameters, so the optimizer made before still steps them, with state of the old dtype.
Where a step adds or multiplies them,
that raised until types were promoted in 1.3: SGD with momentum works since then.
In 1.3.0 all but Adamax worked, as `addcmul` took mixed dtypes by mistake; 1.3.1 refuses them again.
Rprop works since 1.13, RMSprop, Adagrad and Adadelta since 2.2 (no note found).
Adam, AdamW and Adamax raise to this day, as they interpolate, which wants one dtype.
Loading the optimizer's own state dict casts its state to the dtype of the parameters, and mends all of them.
`p.data = p.data.double()` does the same to a single tensor, and leaves its gradient behind.

https://github.com/pytorch/pytorch/pull/21613
https://github.com/pytorch/pytorch/pull/22273
https://github.com/pytorch/pytorch/pull/28231
https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.load_state_dict.html
"""

import torch
from torch import nn

PARAMS = {
    "optimizer": ["SGD", "momentum", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "ASGD", "Rprop"],
    "change": ["double", "double and load", "data"],
}
TORCH = {"[AdamW-*]": ">=1.2"}


def observe(device, optimizer, change):
    layer = nn.Linear(2, 1, bias=False).to(device)
    kind = getattr(torch.optim, "SGD" if optimizer == "momentum" else optimizer)
    options = {"momentum": 0.9} if optimizer == "momentum" else {}
    steps = kind(layer.parameters(), lr=0.1, **options)
    layer.weight.grad = torch.ones_like(layer.weight)
    steps.step()
    if change == "data":
        layer.weight.data = layer.weight.data.double()
    else:
        layer.double()
    if change == "double and load":
        steps.load_state_dict(steps.state_dict())
    before = layer.weight.detach().clone()
    layer.weight.grad = None
    layer.weight.grad = torch.ones_like(layer.weight)
    try:
        steps.step()
    except (RuntimeError, AssertionError) as error:
        yield "step", type(error).__name__
        return
    yield "step", "works"
    yield "weight moved", not torch.equal(layer.weight, before)
    yield "weight.dtype", str(layer.weight.dtype)
    state = steps.state[layer.weight]
    kept = [key for key in sorted(state) if isinstance(state[key], torch.Tensor) and state[key].dim() > 0]
    yield "dtypes of the state", [key + " " + str(state[key].dtype) for key in kept]


EXPECT = {
    "[SGD-*]": {
        ">=1.0": {"step": "works", "weight moved": True, "weight.dtype": "torch.float64", "dtypes of the state": []},
    },
    "[momentum-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["momentum_buffer torch.float32"],
        },
    },
    "[momentum-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["momentum_buffer torch.float32"],
        },
    },
    "[momentum-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["momentum_buffer torch.float64"],
        },
    },
    "[Adam-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float32", "exp_avg_sq torch.float32"],
        },
        ">=1.3.1": {"step": "RuntimeError"},
    },
    "[Adam-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float32", "exp_avg_sq torch.float32"],
        },
        ">=1.3.1": {"step": "RuntimeError"},
    },
    "[AdamW-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float32", "exp_avg_sq torch.float32"],
        },
        ">=1.3.1": {"step": "RuntimeError"},
    },
    "[AdamW-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float32", "exp_avg_sq torch.float32"],
        },
        ">=1.3.1": {"step": "RuntimeError"},
    },
    "[Adam-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float64", "exp_avg_sq torch.float64"],
        },
    },
    "[AdamW-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float64", "exp_avg_sq torch.float64"],
        },
    },
    "[RMSprop-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["square_avg torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["square_avg torch.float32"],
        },
    },
    "[RMSprop-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["square_avg torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["square_avg torch.float32"],
        },
    },
    "[RMSprop-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["square_avg torch.float64"],
        },
    },
    "[Adagrad-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["sum torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["sum torch.float32"],
        },
    },
    "[Adagrad-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["sum torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["sum torch.float32"],
        },
    },
    "[Adagrad-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["sum torch.float64"],
        },
    },
    "[Adadelta-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["acc_delta torch.float32", "square_avg torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["acc_delta torch.float32", "square_avg torch.float32"],
        },
    },
    "[Adadelta-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["acc_delta torch.float32", "square_avg torch.float32"],
        },
        ">=1.3.1,<2.2": {"step": "RuntimeError"},
        ">=2.2": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["acc_delta torch.float32", "square_avg torch.float32"],
        },
    },
    "[Adadelta-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["acc_delta torch.float64", "square_avg torch.float64"],
        },
    },
    "[Adamax-data]": {">=1.0": {"step": "RuntimeError"}},
    "[Adamax-double]": {">=1.0": {"step": "RuntimeError"}},
    "[Adamax-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["exp_avg torch.float64", "exp_inf torch.float64"],
        },
    },
    "[ASGD-data]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["ax torch.float32"],
        },
    },
    "[ASGD-double]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["ax torch.float32"],
        },
    },
    "[ASGD-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["ax torch.float64"],
        },
    },
    "[Rprop-data]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["prev torch.float32", "step_size torch.float32"],
        },
        ">=1.3.1,<1.13": {"step": "RuntimeError"},
        ">=1.13": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["prev torch.float32", "step_size torch.float32"],
        },
    },
    "[Rprop-double]": {
        "<1.3": {"step": "RuntimeError"},
        ">=1.3,<1.3.1": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["prev torch.float32", "step_size torch.float32"],
        },
        ">=1.3.1,<1.13": {"step": "RuntimeError"},
        ">=1.13": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["prev torch.float32", "step_size torch.float32"],
        },
    },
    "[Rprop-double and load]": {
        ">=1.0": {
            "step": "works",
            "weight moved": True,
            "weight.dtype": "torch.float64",
            "dtypes of the state": ["prev torch.float64", "step_size torch.float64"],
        },
    },
}
