"""If I replace the weight of an LSTM or RNN, is the new one used and trained, as weight drop needs it?

An RNN whose weights are 1 answers 2 for two ones; with a recurrent weight of 3 it answers 4.
1.0.0 took whatever parameters the layer had: a weight that is a plain tensor made it fail,
and weight drop with its raw parameter inside the layer used the raw one, without a word: nothing was dropped.
1.0.1 looks the weights up by name (#15766), and weight drop works.
Since 1.4 it keeps a list of its weights, which `setattr` brings up to date (mended for deleted weights in 1.5).
Whatever went past setattr left the old weight in use and trained that, without a word:
writing into `_parameters`, register_parameter, and parametrize, whose parameter trained to no effect.
Since 2.0 (#91111) each forward looks whether the weights are still the same, and all ways work.
No warning announced any of these.

https://github.com/pytorch/pytorch/pull/15766
https://github.com/pytorch/pytorch/issues/32346
https://github.com/pytorch/pytorch/pull/32989
https://github.com/pytorch/pytorch/issues/65688
https://github.com/pytorch/pytorch/pull/91111
https://github.com/salesforce/awd-lstm-lm/issues/119
"""

import torch
from torch import nn

TORCH = {"[parametrize]": ">=1.9", "[functional_call]": ">=2.0"}

PARAMS = {
    "way": [
        "new_parameter", "weight_drop", "weight_drop_and_move", "raw_weight_inside", "_parameters", "register_parameter", "data",
        "shared", "weight_norm", "parametrize", "functional_call",
    ],
}  # fmt: skip # a table; a value a line would be a screen


class Three(nn.Module):
    def forward(self, weight):
        return weight * 3


def weight_drop(rnn, new):
    del rnn._parameters["weight_hh_l0"]
    rnn.weight_hh_l0 = new * 1


def observe(device, way):
    rnn, other = [nn.RNN(1, 1, nonlinearity="relu", bias=False).to(device) for _ in range(2)]
    for weight in rnn.parameters():
        nn.init.ones_(weight)
    x = torch.ones(2, 1, 1, device=device)
    old = rnn.weight_hh_l0
    new = nn.Parameter(torch.full_like(old, 3.0))
    other.weight_hh_l0.data.fill_(3.0)
    {
        "new_parameter": lambda: setattr(rnn, "weight_hh_l0", new),
        "weight_drop": lambda: weight_drop(rnn, new),
        "weight_drop_and_move": lambda: (weight_drop(rnn, new), rnn.float()),
        "raw_weight_inside": lambda: (weight_drop(rnn, new * 2), rnn.register_parameter("weight_hh_l0_raw", new)),
        "_parameters": lambda: rnn._parameters.update(weight_hh_l0=new),
        "register_parameter": lambda: rnn.register_parameter("weight_hh_l0", new),
        "data": lambda: setattr(rnn.weight_hh_l0, "data", new.data),
        "shared": lambda: setattr(rnn, "weight_hh_l0", other.weight_hh_l0),
        "weight_norm": lambda: nn.utils.weight_norm(rnn, "weight_hh_l0").weight_hh_l0_g.data.fill_(3.0),
        "parametrize": lambda: nn.utils.parametrize.register_parametrization(rnn, "weight_hh_l0", Three()),
        "functional_call": lambda: None,
    }[way]()
    out = torch.func.functional_call(rnn, {"weight_hh_l0": new}, (x,)) if way == "functional_call" else rnn(x)
    yield "output", float(out[0][-1].detach())
    out[0].sum().backward()
    yield "old.grad", old.grad
    yield "new.grad", new.grad
    yield "other.grad", other.weight_hh_l0.grad
    yield "parameters", sorted(name for name, _ in rnn.named_parameters())


EXPECT = {
    "[functional_call]": {
        ">=1.0": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[new_parameter]": {
        ">=1.0": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[weight_drop]": {
        "<1.0.1": {"raises": "RuntimeError"},
        ">=1.0.1": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_ih_l0"],
        },
    },
    "[weight_drop_and_move]": {
        "<1.0.1": {"raises": "RuntimeError"},
        ">=1.0.1": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_ih_l0"],
        },
    },
    "[raw_weight_inside]": {
        "<1.0.1": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0_raw", "weight_ih_l0"],
        },
        ">=1.0.1": {
            "output": 7.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0_raw", "weight_ih_l0"],
        },
    },
    "[_parameters]": {
        "<1.4": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
        ">=1.4,<2.0": {
            "output": 2.0,
            "old.grad": "nonzero",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
        ">=2.0": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[register_parameter]": {
        "<1.4": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
        ">=1.4,<2.0": {
            "output": 2.0,
            "old.grad": "nonzero",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
        ">=2.0": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "nonzero",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[data]": {
        ">=1.0": {
            "output": 4.0,
            "old.grad": "nonzero",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[shared]": {
        ">=1.0": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "None",
            "other.grad": "nonzero",
            "parameters": ["weight_hh_l0", "weight_ih_l0"],
        },
    },
    "[weight_norm]": {
        "<1.0.1": {"raises": "RuntimeError"},
        ">=1.0.1,<2.1": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0_g", "weight_hh_l0_v", "weight_ih_l0"],
        },
        ">=2.1,<2.4": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0_g", "weight_hh_l0_v", "weight_ih_l0"],
            "warns": ["UserWarning"],
        },
        ">=2.4": {
            "output": 4.0,
            "old.grad": "None",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["weight_hh_l0_g", "weight_hh_l0_v", "weight_ih_l0"],
            "warns": ["FutureWarning"],
        },
    },
    "[parametrize]": {
        "<2.0": {
            "output": 2.0,
            "old.grad": "nonzero",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["parametrizations.weight_hh_l0.original", "weight_ih_l0"],
        },
        ">=2.0": {
            "output": 4.0,
            "old.grad": "nonzero",
            "new.grad": "None",
            "other.grad": "None",
            "parameters": ["parametrizations.weight_hh_l0.original", "weight_ih_l0"],
        },
    },
}
