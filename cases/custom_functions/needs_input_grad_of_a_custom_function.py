"""What does ctx.needs_input_grad say, and when?

One entry for each argument of the forward, true for tensors that require grad, and false for numbers, None,
integers and lists, also if the list holds a tensor that requires grad.
It says the same in the forward, in a backward and when `autograd.grad` asks for one input only;
under no_grad it still says true although no graph is made.
Tensors inside a list get no gradient: only direct arguments count.

https://docs.pytorch.org/docs/stable/notes/extending.html
https://github.com/pytorch/pytorch/pull/60312
"""

import torch

PARAMS = {
    "inputs": [
        "leaf,constant",
        "constant,leaf",
        "leaf,number",
        "leaf,None",
        "constant,constant",
        "leaf,list",
        "leaf,integers",
    ],
    "call": ["backward", "grad_of_first", "under_no_grad"],
}


def observe(device, inputs, call):
    class Function(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            seen.append(("forward", ctx.needs_input_grad))
            return (a if torch.is_tensor(a) else b) * 2

        @staticmethod
        def backward(ctx, grad):
            seen.append(("backward", ctx.needs_input_grad))
            return tuple(grad * 2 if needed else None for needed in ctx.needs_input_grad)

    seen = []
    made = {
        "leaf": lambda: torch.ones(1, device=device, requires_grad=True),
        "constant": lambda: torch.ones(1, device=device),
        "number": lambda: 5,
        "None": lambda: None,
        "list": lambda: [torch.ones(1, device=device, requires_grad=True)],
        "integers": lambda: torch.ones(1, device=device, dtype=torch.long),
    }
    a, b = [made[name]() for name in inputs.split(",")]
    with torch.set_grad_enabled(call != "under_no_grad"):
        out = Function.apply(a, b)
    yield "out.requires_grad", out.requires_grad
    if out.requires_grad and call == "grad_of_first":
        torch.autograd.grad(out, a if a.requires_grad else b)
    elif out.requires_grad:
        out.backward()
    yield "needs_input_grad", str(seen)


EXPECT = {
    "[leaf,None-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,None-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,constant-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,constant-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,integers-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,integers-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,list-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,list-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,number-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,number-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (True, False)), ('backward', (True, False))]",
        },
    },
    "[leaf,None-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (True, False))]"},
    },
    "[leaf,constant-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (True, False))]"},
    },
    "[leaf,integers-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (True, False))]"},
    },
    "[leaf,list-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (True, False))]"},
    },
    "[leaf,number-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (True, False))]"},
    },
    "[constant,leaf-backward]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (False, True)), ('backward', (False, True))]",
        },
    },
    "[constant,leaf-grad_of_first]": {
        ">=1.0": {
            "out.requires_grad": True,
            "needs_input_grad": "[('forward', (False, True)), ('backward', (False, True))]",
        },
    },
    "[constant,leaf-under_no_grad]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (False, True))]"},
    },
    "[constant,constant-*]": {
        ">=1.0": {"out.requires_grad": False, "needs_input_grad": "[('forward', (False, False))]"},
    },
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "needs_input_grad is false under no_grad, since no gradient will be needed.",
        "facts": {"needs_input_grad": "[('forward', (False, False))]"},
        "rows": "[leaf,constant-under_no_grad]",
    }
]
