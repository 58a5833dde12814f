"""Do torch.cuda.amp and torch.cpu.amp still work, and what happens on a machine without a GPU?

`torch.cuda.amp.autocast` and its GradScaler were the only spelling from 1.6 to 1.9, and warn since 2.4
(FutureWarning)
in favour of `torch.amp.autocast("cuda")`.
Without a GPU they warn as well and switch themselves off: the loss is not scaled, and the step is an ordinary one.
`torch.cuda.amp.custom_fwd` and `custom_bwd` go on to work on the cpu, and warn since 2.4.

https://github.com/mit-han-lab/efficientvit/issues/127
https://github.com/pytorch/tutorials/issues/3331
https://docs.pytorch.org/docs/stable/amp.html
"""

import torch

PARAMS = {
    "name": [
        "torch.cuda.amp.autocast",
        "torch.cpu.amp.autocast",
        "torch.autocast('cuda')",
        "torch.amp.autocast('cpu')",
        "torch.cuda.amp.GradScaler",
        "torch.cpu.amp.GradScaler",
        "torch.amp.GradScaler('cpu')",
        "torch.cuda.amp.custom_fwd",
    ]
}
TORCH = {
    "[*]": ">=1.6",
    "[torch.cpu.amp.autocast]": ">=1.10",
    "[torch.autocast('cuda')]": ">=1.10",
    "[torch.amp.autocast('cpu')]": ">=1.13",
    "[torch.cpu.amp.GradScaler]": ">=2.3",
    "[torch.amp.GradScaler('cpu')]": ">=2.3",
}


def observe(name):
    x = torch.ones(2, 2, requires_grad=True)
    if "autocast" in name:
        block = {
            "torch.cuda.amp.autocast": lambda: torch.cuda.amp.autocast(),
            "torch.cpu.amp.autocast": lambda: torch.cpu.amp.autocast(),
            "torch.autocast('cuda')": lambda: torch.autocast("cuda"),
            "torch.amp.autocast('cpu')": lambda: torch.amp.autocast("cpu"),
        }[name]()
        with block:
            yield "dtype of a product", str(x.mm(x).dtype)
    elif "GradScaler" in name:
        scaler = {
            "torch.cuda.amp.GradScaler": lambda: torch.cuda.amp.GradScaler(),
            "torch.cpu.amp.GradScaler": lambda: torch.cpu.amp.GradScaler(),
            "torch.amp.GradScaler('cpu')": lambda: torch.amp.GradScaler("cpu"),
        }[name]()
        yield "enabled", scaler.is_enabled()
        scaler.scale(x.sum()).backward()
        yield "x.grad", x.grad[0, 0].item()
    else:

        class Double(torch.autograd.Function):
            @staticmethod
            @torch.cuda.amp.custom_fwd
            def forward(ctx, x):
                return x * 2

            @staticmethod
            @torch.cuda.amp.custom_bwd
            def backward(ctx, grad):
                return grad * 2

        Double.apply(x).sum().backward()
        yield "x.grad", x.grad[0, 0].item()


EXPECT = {
    "[torch.cuda.amp.autocast]": {
        "<2.4": {"dtype of a product": "torch.float32", "warns": ["UserWarning"]},
        ">=2.4": {"dtype of a product": "torch.float32", "warns": ["FutureWarning", "UserWarning"]},
    },
    "[torch.cpu.amp.autocast]": {
        "<2.4": {"dtype of a product": "torch.bfloat16"},
        ">=2.4": {"dtype of a product": "torch.bfloat16", "warns": ["FutureWarning"]},
    },
    "[torch.autocast('cuda')]": {">=1.0": {"dtype of a product": "torch.float32", "warns": ["UserWarning"]}},
    "[torch.amp.autocast('cpu')]": {">=1.0": {"dtype of a product": "torch.bfloat16"}},
    "[torch.cuda.amp.GradScaler]": {
        "<2.4": {"enabled": False, "x.grad": 1.0, "warns": ["UserWarning"]},
        ">=2.4": {"enabled": False, "x.grad": 1.0, "warns": ["FutureWarning", "UserWarning"]},
    },
    "[torch.cpu.amp.GradScaler]": {
        "<2.4": {"enabled": True, "x.grad": 65540.0},
        ">=2.4": {"enabled": True, "x.grad": 65540.0, "warns": ["FutureWarning"]},
    },
    "[torch.amp.GradScaler('cpu')]": {">=1.0": {"enabled": True, "x.grad": 65540.0}},
    "[torch.cuda.amp.custom_fwd]": {
        "<1.10": {"x.grad": 2.0},
        ">=1.10,<1.13": {"x.grad": 2.0, "warns": ["UserWarning"]},
        ">=1.13,<2.4": {"x.grad": 2.0},
        ">=2.4": {"x.grad": 2.0, "warns": ["FutureWarning"]},
    },
}
