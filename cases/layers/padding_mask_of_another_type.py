"""Which types of mask does MultiheadAttention take, and is what they mask really left out?

The last two of four keys are to be masked, and the mask is given as bool, as bytes, as 64-bit integers, as ones and
zeros in floats, or as minus infinities.
A float of one does not leave a key out: it is added to the score, so the masked keys are attended to and get gradients.
An attn_mask of bool, bytes or integers raised until 1.2 and was added as well from 1.3 to 1.5; since 1.6 bool and
bytes leave keys out, and integers are refused (33763).
A padding mask of integers or floats raised until 1.4; from 1.5 to 1.8 ones of integers left keys out and
minus infinities did not, and since 1.9, which rewrote the function (56674), it is the other way about, silently.
1.13 refuses integers and bytes for the padding (87106), 2.0 for attn_mask too (92733); bytes had warned before.

https://github.com/pytorch/pytorch/issues/86120
https://github.com/pytorch/pytorch/pull/87106
https://github.com/pytorch/pytorch/pull/92733
https://github.com/pytorch/pytorch/issues/92554
https://github.com/pytorch/pytorch/pull/33763
https://github.com/pytorch/pytorch/pull/56674
https://github.com/pytorch/pytorch/issues/147209
"""

import torch
from torch import nn

TORCH = ">=1.1"
PARAMS = {
    "argument": ["key_padding_mask", "attn_mask"],
    "mask": ["bool", "bytes", "integers", "ones in floats", "minus infinities"],
}


def observe(device, argument, mask):
    attention = nn.MultiheadAttention(2, 1, bias=False).to(device)
    for parameter in attention.parameters():
        nn.init.constant_(parameter, 0.5)
    keys = torch.tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 1.0], [1.0, 1.0]], device=device).unsqueeze(1)
    keys.requires_grad_()
    query = torch.ones(1, 1, 2, device=device)
    ones = torch.tensor([[0, 0, 1, 1]], device=device)
    masked = {
        "bool": lambda: ones == 1,
        "bytes": lambda: ones.to(torch.uint8),
        "integers": lambda: ones,
        "ones in floats": lambda: ones.float(),
        "minus infinities": lambda: torch.tensor([[0.0, 0.0, -float("inf"), -float("inf")]], device=device),
    }[mask]()
    out, weights = attention(query, keys, keys, **{argument: masked})
    yield "attention to the masked keys", weights[0, 0, 2:]
    out.sum().backward()
    yield "gradient of the keys that are left", keys.grad[:2]
    yield "gradient of the masked keys", keys.grad[2:]


EXPECT = {
    "[attn_mask-minus infinities]": {
        ">=1.0": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
    },
    "[key_padding_mask-bool]": {
        ">=1.0": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
    },
    "[key_padding_mask-bytes]": {
        "<1.2": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
        ">=1.2,<1.13": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
            "warns": ["UserWarning"],
        },
        ">=1.13": {"raises": "AssertionError"},
    },
    "[key_padding_mask-integers]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5,<1.9": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
        ">=1.9,<1.13": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
        ">=1.13": {"raises": "AssertionError"},
    },
    "[key_padding_mask-ones in floats]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
    },
    "[key_padding_mask-minus infinities]": {
        "<1.5": {"raises": "RuntimeError"},
        ">=1.5,<1.9": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
        ">=1.9": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
    },
    "[attn_mask-bool]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.6": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
        ">=1.6": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
        },
    },
    "[attn_mask-bytes]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.6": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
        ">=1.6,<2.0": {
            "attention to the masked keys": "zero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "zero",
            "warns": ["UserWarning"],
        },
        ">=2.0": {"raises": "AssertionError"},
    },
    "[attn_mask-integers]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<1.6": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
        ">=1.6": {"raises": "AssertionError"},
    },
    "[attn_mask-ones in floats]": {
        ">=1.0": {
            "attention to the masked keys": "nonzero",
            "gradient of the keys that are left": "nonzero",
            "gradient of the masked keys": "nonzero",
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/86120",
        "says": "Ones in an integer mask leave those keys out.",
        "facts": {"attention to the masked keys": "zero"},
        "rows": "[*-integers]",
    }
]
