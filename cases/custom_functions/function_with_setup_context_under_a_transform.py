"""Which transforms does a custom function take, with setup_context and without?

The form with ctx in the forward does backward and double backward and is refused by every function transform.
With `setup_context`, since 2.0, `grad` works; vmap needs a rule, its own or a generated one,
and jvp a jvp, without which it raises NotImplementedError.
jacfwd needs both.

https://docs.pytorch.org/docs/stable/notes/extending.func.html
https://github.com/pytorch/pytorch/releases/tag/v2.0.0
"""

import torch

PARAMS = {
    "form": ["ctx_in_forward", "setup_context", "generate_vmap_rule", "vmap_and_jvp"],
    "transform": ["backward", "grad", "vmap", "vmap_grad", "jvp", "jacfwd", "double_backward"],
}

TORCH = ">=2.0"


def make(form):
    class Old(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            ctx.save_for_backward(a)
            return a**2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2 * ctx.saved_tensors[0]

    class New(torch.autograd.Function):
        generate_vmap_rule = form == "generate_vmap_rule"

        @staticmethod
        def forward(a):
            return a**2

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(*inputs)
            ctx.save_for_forward(*inputs)

        backward = Old.backward

    class Full(New):
        @staticmethod
        def vmap(info, in_dims, a):
            return Full.apply(a), in_dims[0]

        @staticmethod
        def jvp(ctx, tangent):
            return tangent * 2 * ctx.saved_tensors[0]

    return {"ctx_in_forward": Old, "vmap_and_jvp": Full}.get(form, New)


def observe(device, form, transform):
    function = make(form).apply
    x = torch.tensor([3.0], device=device, requires_grad=True)
    one = torch.tensor(3.0, device=device)
    if transform == "double_backward":
        (first,) = torch.autograd.grad(function(x), x, create_graph=True)
        (result,) = torch.autograd.grad(first, x)
    else:
        result = {
            "backward": lambda: torch.autograd.grad(function(x), x)[0],
            "grad": lambda: torch.func.grad(function)(one),
            "vmap": lambda: torch.func.vmap(function)(x.detach()),
            "vmap_grad": lambda: torch.func.vmap(torch.func.grad(function))(x.detach()),
            "jvp": lambda: torch.func.jvp(function, (one,), (one / 3,))[1],
            "jacfwd": lambda: torch.func.jacfwd(function)(one),
        }[transform]()
    yield "result", result.tolist()


EXPECT = {
    "[*-backward]": {">=1.0": {"result": [6.0]}},
    "[generate_vmap_rule-vmap_grad]": {">=1.0": {"result": [6.0]}},
    "[vmap_and_jvp-vmap_grad]": {">=1.0": {"result": [6.0]}},
    "[ctx_in_forward-grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[ctx_in_forward-jacfwd]": {">=1.0": {"raises": "RuntimeError"}},
    "[ctx_in_forward-jvp]": {">=1.0": {"raises": "RuntimeError"}},
    "[ctx_in_forward-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[ctx_in_forward-vmap_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[setup_context-jacfwd]": {">=1.0": {"raises": "RuntimeError"}},
    "[setup_context-vmap]": {">=1.0": {"raises": "RuntimeError"}},
    "[setup_context-vmap_grad]": {">=1.0": {"raises": "RuntimeError"}},
    "[*-double_backward]": {">=1.0": {"result": [2.0]}},
    "[generate_vmap_rule-grad]": {">=1.0": {"result": 6.0}},
    "[setup_context-grad]": {">=1.0": {"result": 6.0}},
    "[vmap_and_jvp-grad]": {">=1.0": {"result": 6.0}},
    "[vmap_and_jvp-jacfwd]": {">=1.0": {"result": 6.0}},
    "[vmap_and_jvp-jvp]": {">=1.0": {"result": 6.0}},
    "[generate_vmap_rule-jacfwd]": {">=1.0": {"raises": "NotImplementedError"}},
    "[generate_vmap_rule-jvp]": {">=1.0": {"raises": "NotImplementedError"}},
    "[setup_context-jvp]": {">=1.0": {"raises": "NotImplementedError"}},
    "[generate_vmap_rule-vmap]": {">=1.0": {"result": [9.0]}},
    "[vmap_and_jvp-vmap]": {">=1.0": {"result": [9.0]}},
}
