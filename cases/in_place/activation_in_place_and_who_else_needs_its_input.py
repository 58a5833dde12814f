"""Is ReLU(inplace=True) safe after a linear layer, and in a residual block?

It overwrites its input, and that is fine when nobody else needs it.
A linear layer, a convolution and an addition do not keep their output; a sigmoid does, and backward raises.
In a residual block the shortcut adds what the activation has overwritten:
no error, but another function, and another gradient, than with the copying activation.
The output of relu itself could be overwritten until 1.9.1, for it kept its input;
since 1.10 it keeps its output, and `relu(x).add_(1)` or `+=` raises in backward, without a warning before.

https://github.com/pytorch/pytorch/issues/15428
https://github.com/pytorch/pytorch/issues/5687
https://github.com/pytorch/pytorch/pull/63089
https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
"""

import torch
import torch.nn.functional as F

PARAMS = {
    "place": [
        "after_add",
        "after_linear",
        "after_conv",
        "after_mul",
        "after_sigmoid",
        "after_relu",
        "before_shortcut",
        "after_shortcut",
        "then_dropout_in_place",
        "then_add_in_place",
        "on_the_input",
        "twice",
    ],
    "inplace": [False, True],
}


def observe(device, place, inplace):
    x = torch.tensor([[-1.0, 2.0]], device=device)
    weight = torch.eye(2, device=device).requires_grad_()
    hidden = F.linear(x, weight)
    if place == "after_add":
        out = F.relu(hidden + 1, inplace=inplace)
    elif place == "after_linear":
        out = F.relu(hidden, inplace=inplace)
    elif place == "after_conv":
        out = F.relu(F.conv1d(x[None], weight[:1, :1, None]), inplace=inplace)
    elif place == "after_mul":
        out = F.relu(hidden * hidden, inplace=inplace)
    elif place == "after_sigmoid":
        out = F.relu(hidden.sigmoid(), inplace=inplace)
    elif place == "after_relu":
        out = F.relu(hidden).sub_(1) if inplace else F.relu(hidden).sub(1)
    elif place == "before_shortcut":
        out = F.relu(hidden, inplace=inplace) * 2 + hidden
    elif place == "after_shortcut":
        out = F.relu(hidden * 2 + hidden, inplace=inplace)
    elif place == "then_dropout_in_place":
        out = F.dropout(F.relu(hidden), 0.0, inplace=inplace)
    elif place == "then_add_in_place":
        out = F.relu(hidden, inplace=inplace)
        out += 1
    elif place == "on_the_input":
        out = F.linear(F.relu(x, inplace=inplace), weight) + x
    else:
        out = F.relu(F.relu(hidden, inplace=inplace), inplace=inplace)
    yield "out", out.flatten().tolist()
    out.sum().backward()
    yield "weight.grad", weight.grad.flatten().tolist()


EXPECT = {
    "[after_add-*]": {">=1.0": {"out": [0.0, 3.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]}},
    "[after_linear-*]": {">=1.0": {"out": [0.0, 2.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]}},
    "[then_dropout_in_place-*]": {">=1.0": {"out": [0.0, 2.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]}},
    "[twice-False]": {">=1.0": {"out": [0.0, 2.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]}},
    "[after_conv-*]": {">=1.0": {"out": [0.0, 2.0], "weight.grad": [2.0, 0.0, 0.0, 0.0]}},
    "[after_mul-*]": {">=1.0": {"out": [1.0, 4.0], "weight.grad": [2.0, -4.0, -4.0, 8.0]}},
    "[after_sigmoid-False]": {">=1.0": {"out": [0.2689, 0.8808], "weight.grad": [-0.1966, 0.3932, -0.105, 0.21]}},
    "[after_sigmoid-True]": {">=1.0": {"out": [0.2689, 0.8808], "raises": "RuntimeError"}},
    "[after_relu-False]": {">=1.0": {"out": [-1.0, 1.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]}},
    "[after_relu-True]": {
        "<1.10": {"out": [-1.0, 1.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]},
        ">=1.10": {"out": [-1.0, 1.0], "raises": "RuntimeError"},
    },
    "[before_shortcut-False]": {">=1.0": {"out": [-1.0, 6.0], "weight.grad": [-1.0, 2.0, -3.0, 6.0]}},
    "[after_shortcut-*]": {">=1.0": {"out": [0.0, 6.0], "weight.grad": [-0.0, 0.0, -3.0, 6.0]}},
    "[before_shortcut-True]": {">=1.0": {"out": [0.0, 6.0], "weight.grad": [-0.0, 0.0, -3.0, 6.0]}},
    "[then_add_in_place-False]": {
        "<1.10": {"out": [1.0, 3.0], "weight.grad": [-0.0, 0.0, -1.0, 2.0]},
        ">=1.10": {"out": [1.0, 3.0], "raises": "RuntimeError"},
    },
    "[then_add_in_place-True]": {">=1.0": {"out": [1.0, 3.0], "raises": "RuntimeError"}},
    "[on_the_input-False]": {">=1.0": {"out": [-1.0, 4.0], "weight.grad": [0.0, 2.0, 0.0, 2.0]}},
    "[on_the_input-True]": {">=1.0": {"out": [0.0, 4.0], "weight.grad": [0.0, 2.0, 0.0, 2.0]}},
    "[twice-True]": {">=1.0": {"out": [0.0, 2.0], "raises": "RuntimeError"}},
}
