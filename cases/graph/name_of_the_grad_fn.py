"""What is the grad_fn of a result called?

The name is that of the derivative formula, with a number for the overload; code that walks the graph compares it.
1.10 gave a number to the names that had none, so that `SelectBackward` became `SelectBackward0`;
`to(dtype)` became `ToCopyBackward0` in it, where it had been `CopyBackwards`, the name of `contiguous` since 1.2 too.
Convolutions were renamed in 1.7 and, in two dimensions, in the patch release 1.10.2, and became one
`ConvolutionBackward0` in 1.11; the norm changed its name in 1.7, 1.13 and 2.0.
Others: mean in 1.1, `sum(dim)`, einsum and layer_norm in 1.2, reshape in 1.4, 1.10 and 2.1, interpolate in 1.7 and
2.0, std in 1.9, `where` in 1.12, linear of three dimensions in 1.12 and @@.
A changed name shows that a function is computed by another one now, and may give another gradient at its edges:
l1_loss became a mean of absolute values in 1.13, `x // 2` has no derivative (`NotImplemented`) from 1.5 to 1.9 and
since 1.13, and 2.14 changed the node of scaled_dot_product_attention on the cpu.
No note found for any of the names, and no warning; that of `//` told of its rounding.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.name.html
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch
import torch.nn.functional as F

functions = {
    "leaf": lambda x: x,
    "add": lambda x: x + 1,
    "add_tensors": lambda x: x + x,
    "sub": lambda x: x - 1,
    "rsub": lambda x: 1 - x,
    "mul": lambda x: x * 2,
    "div": lambda x: x / 2,
    "floor_div": lambda x: x // 2,
    "pow": lambda x: x**2,
    "sqrt": lambda x: x.sqrt(),
    "abs": lambda x: x.abs(),
    "sum": lambda x: x.sum(),
    "sum_dim": lambda x: x.sum(0),
    "mean": lambda x: x.mean(),
    "std": lambda x: x.std(),
    "max": lambda x: x.max(),
    "norm": lambda x: x.norm(),
    "clone": lambda x: x.clone(),
    "to": lambda x: x.to(torch.float64),
    "contiguous": lambda x: x.t().contiguous(),
    "view": lambda x: x.view(4),
    "reshape": lambda x: x.reshape(4),
    "flatten": lambda x: x.flatten(),
    "t": lambda x: x.t(),
    "T": lambda x: x.T,
    "index": lambda x: x[0],
    "slice": lambda x: x[:1],
    "index_list": lambda x: x[[0]],
    "unbind": lambda x: x.unbind()[0],
    "chunk": lambda x: x.chunk(2)[0],
    "split": lambda x: x.split(1)[0],
    "cat": lambda x: torch.cat([x, x]),
    "stack": lambda x: torch.stack([x, x]),
    "where": lambda x: torch.where(x > 0, x, x),
    "mm": lambda x: x.mm(x),
    "matmul_1d": lambda x: x[0].matmul(x[0]),
    "matmul_3d": lambda x: x[None].matmul(x),
    "einsum": lambda x: torch.einsum("ij,jk->ik", x, x),
    "linear": lambda x: F.linear(x, torch.ones(2, 2)),
    "linear_bias": lambda x: F.linear(x, torch.ones(2, 2), torch.ones(2)),
    "linear_3d": lambda x: F.linear(x[None], torch.ones(2, 2), torch.ones(2)),
    "conv1d": lambda x: F.conv1d(x[None], torch.ones(1, 2, 1)),
    "conv2d": lambda x: F.conv2d(x[None, None], torch.ones(1, 1, 1, 1)),
    "batch_norm": lambda x: F.batch_norm(x, torch.zeros(2), torch.ones(2), training=True),
    "layer_norm": lambda x: F.layer_norm(x, (2,)),
    "relu": lambda x: F.relu(x),
    "relu6": lambda x: F.relu6(x),
    "silu": lambda x: F.silu(x),
    "gelu": lambda x: F.gelu(x),
    "sigmoid": lambda x: x.sigmoid(),
    "softmax": lambda x: x.softmax(0),
    "dropout": lambda x: F.dropout(x, 0.5),
    "cross_entropy": lambda x: F.cross_entropy(x, torch.tensor([0, 0])),
    "nll_loss": lambda x: F.nll_loss(x, torch.tensor([0, 0])),
    "mse_loss": lambda x: F.mse_loss(x, torch.ones(2, 2)),
    "l1_loss": lambda x: F.l1_loss(x, torch.ones(2, 2)),
    "embedding": lambda x: F.embedding(torch.tensor([0]), x),
    "pad": lambda x: F.pad(x, (1, 1)),
    "interpolate": lambda x: F.interpolate(x[None], scale_factor=2.0),
    "attention": lambda x: F.scaled_dot_product_attention(x[None], x[None], x[None]),
    "add_": lambda x: (x * 2).add_(1),
    "setitem": lambda x: torch.zeros(2, 2).index_put_([torch.tensor([0])], x[0]),
    "copy_": lambda x: torch.zeros(2, 2).copy_(x),
    "part_changed": lambda x: changed_in_part(x * 2),
}
PARAMS = {
    "function": [
        "leaf",
        "add",
        "add_tensors",
        "sub",
        "rsub",
        "mul",
        "div",
        "floor_div",
        "pow",
        "sqrt",
        "abs",
        "sum",
        "sum_dim",
        "mean",
        "std",
        "max",
        "norm",
        "clone",
        "to",
        "contiguous",
        "view",
        "reshape",
        "flatten",
        "t",
        "T",
        "index",
        "slice",
        "index_list",
        "unbind",
        "chunk",
        "split",
        "cat",
        "stack",
        "where",
        "mm",
        "matmul_1d",
        "matmul_3d",
        "einsum",
        "linear",
        "linear_bias",
        "linear_3d",
        "conv1d",
        "conv2d",
        "batch_norm",
        "layer_norm",
        "relu",
        "relu6",
        "silu",
        "gelu",
        "sigmoid",
        "softmax",
        "dropout",
        "cross_entropy",
        "nll_loss",
        "mse_loss",
        "l1_loss",
        "embedding",
        "pad",
        "interpolate",
        "attention",
        "add_",
        "setitem",
        "copy_",
        "part_changed",
    ],
}
TORCH = {"[T]": ">=1.2", "[gelu]": ">=1.2", "[silu]": ">=1.7", "[attention]": ">=2.0"}


def changed_in_part(y):
    y[0].mul_(3)
    return y


def observe(function):
    x = torch.ones(2, 2, requires_grad=True)
    node = functions[function](x).grad_fn
    yield "grad_fn", type(node).__name__ if node is not None else None
