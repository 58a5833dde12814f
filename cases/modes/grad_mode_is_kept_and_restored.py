"""Does a compiled step obey the grad mode around it, and leave behind the one it set?

`enable_grad` inside a call under `no_grad` must record; a mode that is set without `with` outlives the call;
a break of the graph inside `with no_grad()` must not let gradients through;
a mode that changed between two calls must lead to a new compilation.

https://github.com/pytorch/pytorch/issues/114338
https://github.com/pytorch/pytorch/pull/128016
https://github.com/pytorch/pytorch/pull/88537
"""

import torch

TORCH = ">=2.0"
PARAMS = {"mode": ["enable inside no_grad", "left off", "no_grad and a break", "off, then on", "inference inside"]}


def step(x, mode):
    if mode == "enable inside no_grad":
        with torch.enable_grad():
            return x * 2
    if mode == "left off":
        torch.set_grad_enabled(False)
        return x * 2
    if mode == "no_grad and a break":
        with torch.no_grad():
            y = x * 2
            torch._dynamo.graph_break()
            return y * x
    if mode == "inference inside":
        with torch.inference_mode():
            return x * 2
    return x * 2


def observe(device, mode):
    if mode == "no_grad and a break":
        import torch._dynamo
    x = torch.ones(1, device=device, requires_grad=True)
    if mode in ("enable inside no_grad", "off, then on"):
        with torch.no_grad():
            result = step(x, mode)
            yield "under no_grad", result.requires_grad
    if mode != "enable inside no_grad":
        result = step(x, mode)
    yield "gradients enabled afterwards", torch.is_grad_enabled()
    yield "requires grad", result.requires_grad
    yield "is inference", result.is_inference()


EXPECT = {
    "[enable inside no_grad]": {">=1.0": {"raises": "UnboundLocalError"}},
    "[inference inside]": {">=1.0": {"raises": "UnboundLocalError"}},
    "[left off]": {">=1.0": {"raises": "UnboundLocalError"}},
    "[off, then on]": {">=1.0": {"raises": "UnboundLocalError"}},
    "[no_grad and a break]": {
        ">=1.0": {"gradients enabled afterwards": True, "requires grad": False, "is inference": False},
    },
}
