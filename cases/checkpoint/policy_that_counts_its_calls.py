"""May the policy of a selective checkpoint count, say to save every second matrix product?

A policy that saves every second product must find the same ones in the recomputation.
When the count ran on from the forward into the recomputation,
other products were taken from the store than had been saved:
the gradient was wrong, without a word, for the shapes agree.
The advice was to keep two counts, one for each value of `ctx.is_recompute`, or to make the policy anew for each.
Since 2.13 (#176455) the policy is asked in the forward only, and the place of each operation is remembered,
so that the plain count is right; whoever relied on being called twice is called once,
which its text names as bc-breaking.

https://github.com/pytorch/pytorch/pull/125795
https://github.com/pytorch/pytorch/pull/176455
https://github.com/hao-ai-lab/FastVideo/issues/1149
"""

import functools

import torch
from torch.utils.checkpoint import checkpoint, create_selective_checkpoint_contexts

TORCH = ">=2.5"

PARAMS = {"policy": ["saves all", "saves none", "one count", "two counts"]}


def function(x):
    return torch.sin((x @ x) @ x) @ x


def observe(device, policy):
    calls = {False: 0, True: 0}
    products = {False: 0, True: 0}

    def decide(ctx, operation, *args, **kwargs):
        calls[ctx.is_recompute] += 1
        if operation is not torch.ops.aten.mm.default:
            return False
        if policy in ("saves all", "saves none"):
            return policy == "saves all"
        counter = ctx.is_recompute if policy == "two counts" else False
        products[counter] += 1
        return products[counter] % 2 == 1

    plain = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device, requires_grad=True)
    function(plain).sum().backward()
    x = plain.detach().clone().requires_grad_()
    contexts = functools.partial(create_selective_checkpoint_contexts, decide)
    checkpoint(function, x, use_reentrant=False, context_fn=contexts).sum().backward()
    yield "gradient is right", torch.allclose(x.grad, plain.grad)
    yield "policy asked in the recomputation", calls[True] > 0


EXPECT = {
    "[saves all]": {
        "<2.13": {"gradient is right": True, "policy asked in the recomputation": True},
        ">=2.13": {"gradient is right": True, "policy asked in the recomputation": False},
    },
    "[saves none]": {
        "<2.13": {"gradient is right": True, "policy asked in the recomputation": True},
        ">=2.13": {"gradient is right": True, "policy asked in the recomputation": False},
    },
    "[two counts]": {
        "<2.13": {"gradient is right": True, "policy asked in the recomputation": True},
        ">=2.13": {"gradient is right": True, "policy asked in the recomputation": False},
    },
    "[one count]": {
        "<2.13": {"gradient is right": False, "policy asked in the recomputation": True},
        ">=2.13": {"gradient is right": True, "policy asked in the recomputation": False},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/pull/125795",
        "says": "A count shared by forward and recomputation does not behave as expected.",
        "facts": {"gradient is right": False},
        "rows": "[one count]",
    },
    {
        "source": "https://github.com/hao-ai-lab/FastVideo/issues/1149",
        "says": "The policy is called twice for every operation, in the forward and again in the recomputation.",
        "facts": {"policy asked in the recomputation": True},
    },
]
