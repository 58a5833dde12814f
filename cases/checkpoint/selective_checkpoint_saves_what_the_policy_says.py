"""Which operations does a selective checkpoint recompute?

An operation that the policy saves runs once, one that it recomputes twice;
a list of operations means that these are saved.
What was saved is handed out once: a second backward with the graph kept, or a second derivative,
raises unless everything is recomputed.
Changing a saved tensor in place raises as well.
The interface is public since #125795, in 2.5.

https://github.com/pytorch/pytorch/pull/125795
https://docs.pytorch.org/docs/stable/checkpoint.html
"""

import functools

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.checkpoint import CheckpointPolicy, checkpoint, create_selective_checkpoint_contexts

TORCH = ">=2.5"

PARAMS = {
    "policy": ["MUST_SAVE", "MUST_RECOMPUTE", "list", "mixed"],
    "situation": ["backward", "double", "twice_retained", "in_place_on_saved"],
}


class Count(TorchDispatchMode):
    exps = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.exps += func is torch.ops.aten.exp.default
        return func(*args, **(kwargs or {}))


def observe(device, policy, situation):
    def decide(ctx, operation, *args, **kwargs):
        if policy != "mixed":
            return getattr(CheckpointPolicy, policy)
        is_exp = operation is torch.ops.aten.exp.default
        return CheckpointPolicy.MUST_SAVE if is_exp else CheckpointPolicy.MUST_RECOMPUTE

    given = [torch.ops.aten.exp.default] if policy == "list" else decide
    contexts = functools.partial(create_selective_checkpoint_contexts, given)

    def function(a):
        hidden = (a * a).exp()
        out = hidden.sin()
        if situation == "in_place_on_saved":
            hidden.add_(1)
        return out

    x = torch.ones(1, device=device, requires_grad=True)
    with Count() as count:
        out = checkpoint(function, x, use_reentrant=False, context_fn=contexts)
        if situation == "double":
            (first,) = torch.autograd.grad(out.sum(), x, create_graph=True)
            yield "second", torch.autograd.grad(first.sum(), x)[0].tolist()
        else:
            out.sum().backward(retain_graph=situation == "twice_retained")
            yield "x.grad", x.grad.tolist()
            yield "exp runs", count.exps
            if situation == "twice_retained":
                out.sum().backward()
                yield "x.grad", x.grad.tolist()
                yield "exp runs", count.exps


EXPECT = {
    "[MUST_SAVE-backward]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1}},
    "[list-backward]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1}},
    "[mixed-backward]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1}},
    "[MUST_SAVE-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[MUST_SAVE-in_place_on_saved]": {">=1.0": {"raises": "RuntimeError"}},
    "[list-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[list-in_place_on_saved]": {">=1.0": {"raises": "RuntimeError"}},
    "[mixed-double]": {">=1.0": {"raises": "RuntimeError"}},
    "[mixed-in_place_on_saved]": {">=1.0": {"raises": "RuntimeError"}},
    "[MUST_SAVE-twice_retained]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1, "raises": "RuntimeError"}},
    "[list-twice_retained]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1, "raises": "RuntimeError"}},
    "[mixed-twice_retained]": {">=1.0": {"x.grad": [-4.957], "exp runs": 1, "raises": "RuntimeError"}},
    "[MUST_RECOMPUTE-backward]": {">=1.0": {"x.grad": [-4.957], "exp runs": 2}},
    "[MUST_RECOMPUTE-in_place_on_saved]": {">=1.0": {"x.grad": [-4.957], "exp runs": 2}},
    "[MUST_RECOMPUTE-double]": {">=1.0": {"second": [-27.01]}},
    "[MUST_RECOMPUTE-twice_retained]": {">=1.0": {"x.grad": [[-4.957], [-9.913]], "exp runs": [2, 3]}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "A checkpoint with use_reentrant=False supports a second backward with retain_graph=True: also a "
        "selective one.",
        "facts": {"x.grad": [[-4.957], [-9.913]]},
        "rows": "[MUST_SAVE-twice_retained]",
    }
]
