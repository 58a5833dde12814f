"""Where does autocast hold: after the block, in functions it decorates, in nested and disabled blocks, in backward?

It is a switch of the thread, put back at the end of the block, also after an exception.
As a decorator it holds in each call of a function, but of a generator function only while the generator object
is made.
Without a dtype it stayed off on the cpu in 1.10.0 and 1.10.1, with a warning; 1.10.2 found its default, bfloat16.
`enabled=False` switches it off inside; what is left is float32.
Hooks and the backward of a custom Function run under autocast only if `backward()` is called inside the block.
One object entered twice, nested, forgets what it was to put back: autocast stays on after both blocks.

https://github.com/pytorch/pytorch/pull/69620
https://github.com/pytorch/pytorch/pull/60706
https://docs.pytorch.org/docs/stable/amp.html
"""

import torch
from torch import nn

PARAMS = {
    "where": [
        "inside",
        "after",
        "after an exception",
        "decorated",
        "decorated without brackets",
        "generator",
        "nested off",
        "nested off and on",
        "in the forward of a Function",
        "in a hook of backward",
        "one object entered twice",
    ]
}
TORCH = ">=1.10"


class Probe(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.mm(x, x).float()

    @staticmethod
    def backward(ctx, grad):
        return torch.mm(grad, grad)


def observe(device, where):
    x = torch.ones(2, 2, device=device, requires_grad=True)
    kind = torch.device(device).type
    autocast = torch.autocast(kind, dtype=torch.bfloat16)
    out = []
    if where == "decorated":
        out += [autocast(lambda: x.mm(x))(), x.mm(x)]
    elif where == "decorated without brackets":
        out += [torch.autocast(kind)(lambda: x.mm(x))()]
    elif where == "generator":

        @autocast
        def products():
            yield x.mm(x)

        out += list(products())
    elif where == "in a hook of backward":
        x.register_hook(lambda grad: out.append(grad.mm(grad)))
        with autocast:
            y = x.mm(x)
            y.float().sum().backward(retain_graph=True)
        y.float().sum().backward()
    elif where == "after an exception":
        try:
            with autocast:
                raise KeyError
        except KeyError:
            out += [x.mm(x)]
    else:
        with autocast:
            if where == "inside":
                out += [x.mm(x)]
            elif where.startswith("nested"):
                with torch.autocast(kind, enabled=False):
                    out += [x.mm(x)]
                    if where == "nested off and on":
                        with torch.autocast(kind, dtype=torch.bfloat16):
                            out += [x.mm(x)]
                out += [x.mm(x)]
            elif where == "one object entered twice":
                with autocast:
                    out += [x.mm(x)]
                out += [x.mm(x)]
            elif where == "in the forward of a Function":
                Probe.apply(x).sum().backward()
                out += [x.grad]
        if where in ("after", "one object entered twice"):
            out += [x.mm(x)]
    yield "dtypes", [str(tensor.dtype) for tensor in out]


EXPECT = {
    "[inside]": {">=1.0": {"dtypes": ["torch.bfloat16"]}},
    "[after]": {">=1.0": {"dtypes": ["torch.float32"]}},
    "[after an exception]": {">=1.0": {"dtypes": ["torch.float32"]}},
    "[generator]": {">=1.0": {"dtypes": ["torch.float32"]}},
    "[in the forward of a Function]": {">=1.0": {"dtypes": ["torch.float32"]}},
    "[decorated]": {">=1.0": {"dtypes": ["torch.bfloat16", "torch.float32"]}},
    "[in a hook of backward]": {">=1.0": {"dtypes": ["torch.bfloat16", "torch.float32"]}},
    "[decorated without brackets]": {
        "<1.10.2": {"dtypes": ["torch.float32"], "warns": ["UserWarning"]},
        ">=1.10.2": {"dtypes": ["torch.bfloat16"]},
    },
    "[nested off]": {
        "<1.10.2": {"dtypes": ["torch.float32", "torch.bfloat16"], "warns": ["UserWarning"]},
        ">=1.10.2": {"dtypes": ["torch.float32", "torch.bfloat16"]},
    },
    "[nested off and on]": {
        "<1.10.2": {"dtypes": ["torch.float32", "torch.bfloat16", "torch.bfloat16"], "warns": ["UserWarning"]},
        ">=1.10.2": {"dtypes": ["torch.float32", "torch.bfloat16", "torch.bfloat16"]},
    },
    "[one object entered twice]": {">=1.0": {"dtypes": ["torch.bfloat16", "torch.bfloat16", "torch.bfloat16"]}},
}
