"""Does a hook run on a tensor that autograd.grad() is asked about?

Until 1.13 it did not: `autograd.grad(out, x)` returned the gradient as it was before x's hooks,
and `backward()` accumulated what came after them.
From 2.0 on tensor hooks run in both, so the result of `autograd.grad` changes;
#85849 lists it as backwards incompatible, and nothing warns.
`retain_grad()` follows: since 2.0 `autograd.grad` fills the `.grad` of a tensor that retains it.
Hooks on the graph node do not run for the tensor asked about,
and a node's pre-hook still changed what `backward(inputs=)` stores in 1.13.
Post-accumulate hooks never run in `autograd.grad`, since nothing is accumulated.
In 1.8 and 1.9 `backward(inputs=)` took leaves only, and refused the hidden tensor; since 1.10 it takes it (#60521).

https://github.com/pytorch/pytorch/pull/85849
https://github.com/pytorch/pytorch/pull/60521
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/releases/tag/v2.0.0
"""

import torch

PARAMS = {
    "hook": ["leaf", "hidden", "node", "node_before", "post_accumulate", "retain_grad"],
    "call": ["grad", "backward_inputs", "backward"],
}

TORCH = {"[node_before-*]": ">=1.13", "[post_accumulate-*]": ">=2.1", "[*-backward_inputs]": ">=1.8"}


def observe(device, hook, call):
    calls = []

    def scale(grads, *_):
        calls.append(1)
        if hook == "post_accumulate":
            return None
        return tuple(g if g is None else g * 10 for g in grads) if isinstance(grads, tuple) else grads * 10

    weight = torch.ones(1, device=device, requires_grad=True)
    hidden = weight * 2
    asked = weight if hook in ("leaf", "post_accumulate") else hidden
    {
        "leaf": lambda: weight.register_hook(scale),
        "hidden": lambda: hidden.register_hook(scale),
        "node": lambda: hidden.grad_fn.register_hook(scale),
        "node_before": lambda: hidden.grad_fn.register_prehook(scale),
        "post_accumulate": lambda: weight.register_post_accumulate_grad_hook(scale),
        "retain_grad": hidden.retain_grad,
    }[hook]()
    out = (hidden * 3).sum()
    if call == "grad":
        yield "gradient", torch.autograd.grad(out, asked)[0].tolist()
    elif call == "backward_inputs":
        out.backward(inputs=[asked])
    else:
        out.backward()
    yield "calls", len(calls)
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None
    if call == "backward_inputs" or hook == "retain_grad":
        yield "asked.grad", asked.grad.tolist() if asked.grad is not None else None


EXPECT = {
    "[leaf-grad]": {
        "<2.0": {"gradient": [6.0], "calls": 0, "weight.grad": "None"},
        ">=2.0": {"gradient": [60.0], "calls": 1, "weight.grad": "None"},
    },
    "[leaf-backward_inputs]": {">=1.0": {"calls": 1, "weight.grad": [60.0], "asked.grad": [60.0]}},
    "[hidden-backward]": {">=1.0": {"calls": 1, "weight.grad": [60.0]}},
    "[leaf-backward]": {">=1.0": {"calls": 1, "weight.grad": [60.0]}},
    "[node-backward]": {">=1.0": {"calls": 1, "weight.grad": [60.0]}},
    "[node_before-backward]": {">=1.0": {"calls": 1, "weight.grad": [60.0]}},
    "[hidden-grad]": {
        "<2.0": {"gradient": [3.0], "calls": 0, "weight.grad": "None"},
        ">=2.0": {"gradient": [30.0], "calls": 1, "weight.grad": "None"},
    },
    "[hidden-backward_inputs]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"calls": 1, "weight.grad": "None", "asked.grad": [30.0]},
    },
    "[node-grad]": {">=1.0": {"gradient": [3.0], "calls": 0, "weight.grad": "None"}},
    "[node_before-grad]": {">=1.0": {"gradient": [3.0], "calls": 0, "weight.grad": "None"}},
    "[node-backward_inputs]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"calls": 1, "weight.grad": "None", "asked.grad": [3.0]},
    },
    "[node_before-backward_inputs]": {
        "<2.0": {"calls": 1, "weight.grad": "None", "asked.grad": [30.0]},
        ">=2.0": {"calls": 1, "weight.grad": "None", "asked.grad": [3.0]},
    },
    "[post_accumulate-grad]": {">=1.0": {"gradient": [6.0], "calls": 0, "weight.grad": "None"}},
    "[post_accumulate-backward_inputs]": {">=1.0": {"calls": 1, "weight.grad": [6.0], "asked.grad": [6.0]}},
    "[post_accumulate-backward]": {">=1.0": {"calls": 1, "weight.grad": [6.0]}},
    "[retain_grad-grad]": {
        "<2.0": {"gradient": [3.0], "calls": 0, "weight.grad": "None", "asked.grad": "None"},
        ">=2.0": {"gradient": [3.0], "calls": 0, "weight.grad": "None", "asked.grad": [3.0]},
    },
    "[retain_grad-backward_inputs]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10": {"calls": 0, "weight.grad": "None", "asked.grad": [3.0]},
    },
    "[retain_grad-backward]": {">=1.0": {"calls": 0, "weight.grad": [6.0], "asked.grad": [3.0]}},
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/91667",
        "says": "With autograd.grad() hooks registered on a tensor always run, even if it is one of the inputs "
        "asked about.",
        "facts": {"calls": 1},
        "rows": "[leaf-grad]",
    },
    {
        "source": "a common belief",
        "says": "autograd.grad() leaves every .grad as it is: here of a hidden tensor that retains its gradient.",
        "facts": {"asked.grad": "None"},
        "rows": "[retain_grad-grad]",
    },
]
