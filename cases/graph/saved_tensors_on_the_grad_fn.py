"""What can be read from a grad_fn about the tensors it saved?

Since 1.9 a node shows what it saved as attributes that begin with `_saved_`: which ones is the function's own affair,
and tells what its derivative needs.
After a backward without `retain_graph` reading them raises.
relu shows its output since 1.10, and its input before; a convolution shows its input and weight since 1.11 only;
softmax no longer shows its input since 1.11, and `mean()` kept the whole input in 2.0 and 2.1, and in no other
release (no note found).
The saved output is another tensor object than the output, with the same memory;
a saved input is the input itself, but in 1.9 it was another object too (no note found).

https://github.com/pytorch/pytorch/pull/52451
https://github.com/pytorch/pytorch/pull/56499
https://github.com/pytorch/pytorch/pull/63089
https://github.com/pytorch/pytorch/pull/65242
https://github.com/pytorch/pytorch/issues/68362
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
import torch.nn.functional as F

functions = {
    "add": lambda x: x + 1,
    "mul_number": lambda x: x * 2,
    "mul_tensor": lambda x: x * torch.ones(2, 2),
    "pow": lambda x: x**2,
    "exp": lambda x: x.exp(),
    "sin": lambda x: x.sin(),
    "relu": lambda x: F.relu(x),
    "gelu": lambda x: F.gelu(x),
    "softmax": lambda x: x.softmax(0),
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "std": lambda x: x.std(),
    "max": lambda x: x.max(),
    "mm": lambda x: x.mm(torch.ones(2, 2)),
    "cat": lambda x: torch.cat([x, x]),
    "index": lambda x: x[[0]],
    "where": lambda x: torch.where(x > 0, x, -x),
    "conv": lambda x: F.conv1d(x[None], torch.ones(1, 2, 1)),
    "layer_norm": lambda x: F.layer_norm(x, (2,)),
    "cross_entropy": lambda x: F.cross_entropy(x, torch.tensor([0, 0])),
    "mse_loss": lambda x: F.mse_loss(x, torch.zeros(2, 2)),
}
TORCH = ">=1.9"
PARAMS = {
    "function": [
        "add",
        "mul_number",
        "mul_tensor",
        "pow",
        "exp",
        "sin",
        "relu",
        "gelu",
        "softmax",
        "sum",
        "mean",
        "std",
        "max",
        "mm",
        "cat",
        "index",
        "where",
        "conv",
        "layer_norm",
        "cross_entropy",
        "mse_loss",
    ],
}


def observe(function):
    x = torch.ones(2, 2, requires_grad=True)
    out = functions[function](x)
    node = out.grad_fn
    names = [name for name in dir(node) if name.startswith("_saved_")]
    saved = [name for name in names if isinstance(getattr(node, name), torch.Tensor)]
    yield "saved tensors", saved
    yield "is the input", [getattr(node, name) is x for name in saved]
    yield "is the output", [getattr(node, name) is out for name in saved]
    yield "has the memory of the output", [getattr(node, name).data_ptr() == out.data_ptr() for name in saved]
    out.sum().backward()
    if saved:
        try:
            getattr(node, saved[0])
            yield "after backward", "can be read"
        except RuntimeError as error:
            yield "after backward", type(error).__name__


EXPECT = {
    "[add]": {
        ">=1.0": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
    },
    "[cat]": {
        ">=1.0": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
    },
    "[index]": {
        ">=1.0": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
    },
    "[sum]": {
        ">=1.0": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
    },
    "[mul_number]": {
        ">=1.0": {
            "saved tensors": ["_saved_other"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[mul_tensor]": {
        ">=1.0": {
            "saved tensors": ["_saved_other"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[gelu]": {
        "<1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [True],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[pow]": {
        "<1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [True],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[sin]": {
        "<1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [True],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[exp]": {
        ">=1.0": {
            "saved tensors": ["_saved_result"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [True],
            "after backward": "RuntimeError",
        },
    },
    "[relu]": {
        "<1.10": {
            "saved tensors": ["_saved_self"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_result"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [True],
            "after backward": "RuntimeError",
        },
    },
    "[softmax]": {
        "<1.10": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, False],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
        ">=1.10,<1.11": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, True],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
        ">=1.11": {
            "saved tensors": ["_saved_result"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [True],
            "after backward": "RuntimeError",
        },
    },
    "[mean]": {
        "<2.0": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
        ">=2.0,<2.2": {
            "saved tensors": ["_saved_self"],
            "is the input": [True],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
        ">=2.2": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
    },
    "[max]": {
        "<1.10": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, False],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, True],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
    },
    "[std]": {
        "<1.10": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, False],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_result", "_saved_self"],
            "is the input": [False, True],
            "is the output": [False, False],
            "has the memory of the output": [True, False],
            "after backward": "RuntimeError",
        },
    },
    "[mm]": {
        ">=1.0": {
            "saved tensors": ["_saved_mat2"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[where]": {
        ">=1.0": {
            "saved tensors": ["_saved_condition"],
            "is the input": [False],
            "is the output": [False],
            "has the memory of the output": [False],
            "after backward": "RuntimeError",
        },
    },
    "[conv]": {
        "<1.11": {"saved tensors": [], "is the input": [], "is the output": [], "has the memory of the output": []},
        ">=1.11": {
            "saved tensors": ["_saved_input", "_saved_weight"],
            "is the input": [False, False],
            "is the output": [False, False],
            "has the memory of the output": [False, False],
            "after backward": "RuntimeError",
        },
    },
    "[layer_norm]": {
        "<1.10": {
            "saved tensors": ["_saved_input", "_saved_result1", "_saved_result2"],
            "is the input": [False, False, False],
            "is the output": [False, False, False],
            "has the memory of the output": [False, False, False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_input", "_saved_result1", "_saved_result2"],
            "is the input": [True, False, False],
            "is the output": [False, False, False],
            "has the memory of the output": [False, False, False],
            "after backward": "RuntimeError",
        },
    },
    "[cross_entropy]": {
        ">=1.0": {
            "saved tensors": ["_saved_self", "_saved_target", "_saved_total_weight"],
            "is the input": [False, False, False],
            "is the output": [False, False, False],
            "has the memory of the output": [False, False, False],
            "after backward": "RuntimeError",
        },
    },
    "[mse_loss]": {
        "<1.10": {
            "saved tensors": ["_saved_self", "_saved_target"],
            "is the input": [False, False],
            "is the output": [False, False],
            "has the memory of the output": [False, False],
            "after backward": "RuntimeError",
        },
        ">=1.10": {
            "saved tensors": ["_saved_self", "_saved_target"],
            "is the input": [True, False],
            "is the output": [False, False],
            "has the memory of the output": [False, False],
            "after backward": "RuntimeError",
        },
    },
}
