"""What does next_functions of a grad_fn lead to?

To the node of each input, and for a leaf to its AccumulateGrad node; an input that needs no gradient has None in its
place.
A detached tensor ends the graph; after an in-place change of a part, a CopySlices node stands for the base.
A composite function shows the pieces it was made of, and these change without a warning (no note found for the
pieces).
cosine_similarity was rewritten in 1.1, 1.10, 1.12 and 2.1; its nodes had other names in 1.2 and 1.9.
l1_loss and mse_loss became one node in 1.7, and l1_loss a mean of absolute values again in 1.13.
layer_norm, once a batch norm of a view, is one node since 1.2, a convolution since 1.11, after new names in 1.7
and in the patch release 1.10.2, and its slices went in @@.
The norm had a conversion before it from 1.7 to 1.12, and is a `LinalgVectorNorm` since 2.0, in normalize too.
einsum changed its views in 1.2, 1.4, 1.6, 1.8, 1.10 and 2.1, matmul in 1.12 and 2.1, mean in 1.1 and 1.2, std in 1.9.
1.10 gave a number to all names that had none.
Attention is one fused node on the cpu since 2.14, where 2.0 to 2.13 had a dozen, other ones in 2.1 and 2.5.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.next_functions.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
https://github.com/pytorch/pytorch/pull/192271
"""

import torch
import torch.nn.functional as F

functions = {
    "leaf_and_constant": lambda x, w: x * torch.ones(2, 2),
    "both": lambda x, w: x * w,
    "itself": lambda x, w: x * x,
    "detached": lambda x, w: x * x.detach(),
    "linear": lambda x, w: F.linear(x, w, torch.ones(2, requires_grad=True)),
    "linear_no_bias": lambda x, w: F.linear(x, w),
    "matmul_3d": lambda x, w: x[None].matmul(w),
    "einsum": lambda x, w: torch.einsum("ij,jk->ik", x, w),
    "conv": lambda x, w: F.conv1d(x[None], w[:, :, None]),
    "cross_entropy": lambda x, w: F.cross_entropy(x, torch.tensor([0, 0])),
    "mse_loss": lambda x, w: F.mse_loss(x, w),
    "l1_loss": lambda x, w: F.l1_loss(x, w),
    "bce_logits": lambda x, w: F.binary_cross_entropy_with_logits(x, torch.ones(2, 2)),
    "cosine": lambda x, w: F.cosine_similarity(x, w),
    "normalize": lambda x, w: F.normalize(x),
    "norm": lambda x, w: x.norm(),
    "dropout": lambda x, w: F.dropout(x, 0.5),
    "layer_norm": lambda x, w: F.layer_norm(x, (2,)),
    "batch_norm": lambda x, w: F.batch_norm(x, torch.zeros(2), torch.ones(2), training=True),
    "part_changed": lambda x, w: changed_in_part(x * 2, w),
    "reshape_copy": lambda x, w: x.t().reshape(4),
    "mean_dim": lambda x, w: x.mean(0),
    "std_dim": lambda x, w: x.std(0),
    "chunk": lambda x, w: x.chunk(2)[0],
    "softmin": lambda x, w: F.softmin(x, 0),
    "silu": lambda x, w: F.silu(x),
    "attention": lambda x, w: F.scaled_dot_product_attention(x[None], w[None], w[None]),
}
PARAMS = {
    "function": [
        "leaf_and_constant",
        "both",
        "itself",
        "detached",
        "linear",
        "linear_no_bias",
        "matmul_3d",
        "einsum",
        "conv",
        "cross_entropy",
        "mse_loss",
        "l1_loss",
        "bce_logits",
        "cosine",
        "normalize",
        "norm",
        "dropout",
        "layer_norm",
        "batch_norm",
        "part_changed",
        "reshape_copy",
        "mean_dim",
        "std_dim",
        "chunk",
        "softmin",
        "silu",
        "attention",
    ],
}
TORCH = {"[silu]": ">=1.7", "[attention]": ">=2.0"}


def changed_in_part(y, w):
    y[0].mul_(w[0])
    return y


def observe(function):
    x = torch.ones(2, 2, requires_grad=True)
    w = torch.ones(2, 2, requires_grad=True)
    todo = [functions[function](x, w).grad_fn]
    while todo:
        node = todo.pop(0)
        yield "nodes", type(node).__name__ if node is not None else "None"
        if node is not None:
            todo.extend(after for after, _ in node.next_functions)
