"""Which saved tensors do saved_tensors_hooks see?

Those saved while the block is open: a block around the backward alone sees nothing,
one around the forward is asked again when the backward needs the tensor.
A custom function takes part through `save_for_backward`; a tensor kept as an attribute of ctx is never seen.
Nested blocks: 1.10 refused them, and since 1.11 the innermost pair alone is called (#70932).
`disable_saved_tensors_hooks` makes opening such a block an error.

https://github.com/pytorch/pytorch/pull/70932
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://docs.pytorch.org/docs/stable/autograd.html
"""

import torch

TORCH = {"[[!d]*]": ">=1.10", "[disabled-*]": ">=1.13"}

PARAMS = {
    "around": ["forward", "backward", "both", "nested", "no_grad", "create_graph", "disabled", "save_on_cpu"],
    "saves": ["operation", "function", "attribute"],
}


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a**2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2 * ctx.saved_tensors[0]


class SquareWithAttribute(Square):
    @staticmethod
    def forward(ctx, a):
        ctx.a = a
        return a**2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2 * ctx.a


def observe(device, around, saves):
    calls = []

    def hooks(name="hook"):
        return torch.autograd.graph.saved_tensors_hooks(
            lambda t: (calls.append(name + " pack"), t)[1], lambda t: (calls.append(name + " unpack"), t)[1]
        )

    weight = torch.tensor([3.0], device=device, requires_grad=True)
    function = {"operation": torch.square, "function": Square.apply, "attribute": SquareWithAttribute.apply}[saves]
    if around == "nested":
        with hooks("outer"), hooks("inner"):
            out = function(weight)
    elif around == "no_grad":
        with hooks(), torch.no_grad():
            out = function(weight)
    elif around == "disabled":
        with torch.autograd.graph.disable_saved_tensors_hooks("no hooks here"), hooks():
            out = function(weight)
    elif around == "save_on_cpu":
        with hooks("outer"), torch.autograd.graph.save_on_cpu():
            out = function(weight)
    elif around == "backward":
        out = function(weight)
    else:
        with hooks():
            out = function(weight)
    yield "in the forward", list(calls)
    del calls[:]
    if out.requires_grad and around in ("backward", "both"):
        with hooks():
            out.backward()
    elif out.requires_grad:
        out.backward(create_graph=around == "create_graph")
    yield "in the backward", calls
    yield "weight.grad", weight.grad.tolist() if weight.grad is not None else None
    weight.grad = None


EXPECT = {
    "[both-function]": {
        ">=1.0": {"in the forward": ["hook pack"], "in the backward": ["hook unpack"], "weight.grad": [6.0]},
    },
    "[both-operation]": {
        ">=1.0": {"in the forward": ["hook pack"], "in the backward": ["hook unpack"], "weight.grad": [6.0]},
    },
    "[forward-function]": {
        ">=1.0": {"in the forward": ["hook pack"], "in the backward": ["hook unpack"], "weight.grad": [6.0]},
    },
    "[forward-operation]": {
        ">=1.0": {"in the forward": ["hook pack"], "in the backward": ["hook unpack"], "weight.grad": [6.0]},
    },
    "[backward-*]": {">=1.0": {"in the forward": [], "in the backward": [], "weight.grad": [6.0]}},
    "[both-attribute]": {">=1.0": {"in the forward": [], "in the backward": [], "weight.grad": [6.0]}},
    "[forward-attribute]": {">=1.0": {"in the forward": [], "in the backward": [], "weight.grad": [6.0]}},
    "[nested-function]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"in the forward": ["inner pack"], "in the backward": ["inner unpack"], "weight.grad": [6.0]},
    },
    "[nested-operation]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"in the forward": ["inner pack"], "in the backward": ["inner unpack"], "weight.grad": [6.0]},
    },
    "[save_on_cpu-*]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"in the forward": [], "in the backward": [], "weight.grad": [6.0]},
    },
    "[nested-attribute]": {
        "<1.11": {"raises": "RuntimeError"},
        ">=1.11": {"in the forward": [], "in the backward": [], "weight.grad": [6.0]},
    },
    "[no_grad-*]": {">=1.0": {"in the forward": [], "in the backward": [], "weight.grad": "None"}},
    "[create_graph-function]": {
        ">=1.0": {
            "in the forward": ["hook pack"],
            "in the backward": ["hook unpack"],
            "weight.grad": [6.0],
            "warns": ["UserWarning"],
        },
    },
    "[create_graph-operation]": {
        ">=1.0": {
            "in the forward": ["hook pack"],
            "in the backward": ["hook unpack"],
            "weight.grad": [6.0],
            "warns": ["UserWarning"],
        },
    },
    "[create_graph-attribute]": {
        ">=1.0": {"in the forward": [], "in the backward": [], "weight.grad": [6.0], "warns": ["UserWarning"]},
    },
    "[disabled-*]": {">=1.0": {"raises": "RuntimeError"}},
}

CLAIMS = [
    {
        "source": "a common belief",
        "says": "Saved tensor hooks see whatever a custom function keeps, also as an attribute of ctx.",
        "facts": {"in the forward": ["hook pack"]},
        "rows": "[forward-attribute]",
    }
]
