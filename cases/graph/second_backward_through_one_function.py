"""Through which functions can one call backward() twice, without retain_graph?

The first backward frees what the functions saved, and the second raises where something is missing.
A function that saved nothing can be run again, and the gradient doubles, silently:
so the error that everybody expects does not come for sums, views, copies and additions.
A product with a number does raise, because the number is saved as a tensor.
`addcmul` raised in 1.0 and runs since 1.1, where constant factors are no longer saved;
`stack` raises from 1.6 to 1.12, `mean(0)` from 1.13 to 2.1, and `mean()`, which saved its input there, in 2.0 and 2.1:
no note found for any of these, and no warning.

https://discuss.pytorch.org/t/6795
https://github.com/pytorch/pytorch/issues/5741
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
"""

import torch
import torch.nn.functional as F

functions = {
    "add": lambda x: x + 1,
    "neg": lambda x: -x,
    "mul_number": lambda x: x * 2,
    "div_number": lambda x: x / 2,
    "mul_tensor": lambda x: x * torch.ones(2, 2),
    "mul_itself": lambda x: x * x,
    "pow_1": lambda x: x**1,
    "pow_2": lambda x: x**2,
    "exp": lambda x: x.exp(),
    "relu": lambda x: x.relu(),
    "clamp": lambda x: x.clamp(0, 2),
    "abs": lambda x: x.abs(),
    "sign": lambda x: x.sign(),
    "round": lambda x: x.round(),
    "sum": lambda x: x.sum(),
    "mean": lambda x: x.mean(),
    "mean_dim": lambda x: x.mean(0),
    "max": lambda x: x.max(),
    "max_dim": lambda x: x.max(0)[0],
    "cumsum": lambda x: x.cumsum(0),
    "clone": lambda x: x.clone(),
    "double": lambda x: x.double(),
    "view": lambda x: x.view(4),
    "t": lambda x: x.t(),
    "expand": lambda x: x.expand(3, 2, 2),
    "index": lambda x: x[0],
    "index_list": lambda x: x[[0]],
    "mask": lambda x: x[x > 0],
    "gather": lambda x: x.gather(0, torch.tensor([[0, 0]])),
    "cat": lambda x: torch.cat([x, x]),
    "stack": lambda x: torch.stack([x, x]),
    "where": lambda x: torch.where(x > 0, x, x),
    "masked_fill": lambda x: x.masked_fill(x > 2, 0.0),
    "mm": lambda x: x.mm(torch.ones(2, 2)),
    "linear": lambda x: F.linear(x, torch.ones(1, 2)),
    "softmax": lambda x: x.softmax(0),
    "dropout": lambda x: F.dropout(x, 0.5),
    "dropout_eval": lambda x: F.dropout(x, 0.5, training=False),
    "pad": lambda x: F.pad(x, (1, 1)),
    "max_pool": lambda x: F.max_pool1d(x.unsqueeze(0), 2),
    "avg_pool": lambda x: F.avg_pool1d(x.unsqueeze(0), 2),
    "mse_loss": lambda x: F.mse_loss(x, torch.zeros(2, 2)),
    "l1_loss": lambda x: F.l1_loss(x, torch.zeros(2, 2)),
    "embedding": lambda x: F.embedding(torch.tensor([0]), x),
    "lerp": lambda x: torch.lerp(x, torch.zeros(2, 2), 0.5),
    "addcmul": lambda x: torch.addcmul(x, torch.ones(2, 2), torch.ones(2, 2)),
    "add_": lambda x: (x + 1).add_(1),
    "zero_": lambda x: (x + 1).zero_(),
    "copy_": lambda x: torch.zeros(2, 2).copy_(x),
    "setitem": lambda x: torch.zeros(2, 2).index_put_([torch.tensor([0])], x[0]),
}
PARAMS = {
    "function": [
        "add",
        "neg",
        "mul_number",
        "div_number",
        "mul_tensor",
        "mul_itself",
        "pow_1",
        "pow_2",
        "exp",
        "relu",
        "clamp",
        "abs",
        "sign",
        "round",
        "sum",
        "mean",
        "mean_dim",
        "max",
        "max_dim",
        "cumsum",
        "clone",
        "double",
        "view",
        "t",
        "expand",
        "index",
        "index_list",
        "mask",
        "gather",
        "cat",
        "stack",
        "where",
        "masked_fill",
        "mm",
        "linear",
        "softmax",
        "dropout",
        "dropout_eval",
        "pad",
        "max_pool",
        "avg_pool",
        "mse_loss",
        "l1_loss",
        "embedding",
        "lerp",
        "addcmul",
        "add_",
        "zero_",
        "copy_",
        "setitem",
    ],
}


def observe(function):
    x = torch.ones(2, 2, requires_grad=True)
    loss = functions[function](x).sum()
    loss.backward()
    try:
        loss.backward()
        yield "second backward", "runs"
    except RuntimeError as error:
        yield "second backward", type(error).__name__


EXPECT = {
    "[add]": {">=1.0": {"second backward": "runs"}},
    "[add_]": {">=1.0": {"second backward": "runs"}},
    "[cat]": {">=1.0": {"second backward": "runs"}},
    "[clone]": {">=1.0": {"second backward": "runs"}},
    "[copy_]": {">=1.0": {"second backward": "runs"}},
    "[cumsum]": {">=1.0": {"second backward": "runs"}},
    "[double]": {">=1.0": {"second backward": "runs"}},
    "[dropout_eval]": {">=1.0": {"second backward": "runs"}},
    "[expand]": {">=1.0": {"second backward": "runs"}},
    "[index]": {">=1.0": {"second backward": "runs"}},
    "[lerp]": {">=1.0": {"second backward": "runs"}},
    "[neg]": {">=1.0": {"second backward": "runs"}},
    "[pad]": {">=1.0": {"second backward": "runs"}},
    "[round]": {">=1.0": {"second backward": "runs"}},
    "[sign]": {">=1.0": {"second backward": "runs"}},
    "[sum]": {">=1.0": {"second backward": "runs"}},
    "[t]": {">=1.0": {"second backward": "runs"}},
    "[view]": {">=1.0": {"second backward": "runs"}},
    "[zero_]": {">=1.0": {"second backward": "runs"}},
    "[abs]": {">=1.0": {"second backward": "RuntimeError"}},
    "[avg_pool]": {">=1.0": {"second backward": "RuntimeError"}},
    "[clamp]": {">=1.0": {"second backward": "RuntimeError"}},
    "[div_number]": {">=1.0": {"second backward": "RuntimeError"}},
    "[dropout]": {">=1.0": {"second backward": "RuntimeError"}},
    "[embedding]": {">=1.0": {"second backward": "RuntimeError"}},
    "[exp]": {">=1.0": {"second backward": "RuntimeError"}},
    "[gather]": {">=1.0": {"second backward": "RuntimeError"}},
    "[index_list]": {">=1.0": {"second backward": "RuntimeError"}},
    "[l1_loss]": {">=1.0": {"second backward": "RuntimeError"}},
    "[linear]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mask]": {">=1.0": {"second backward": "RuntimeError"}},
    "[masked_fill]": {">=1.0": {"second backward": "RuntimeError"}},
    "[max]": {">=1.0": {"second backward": "RuntimeError"}},
    "[max_dim]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mm]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mse_loss]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mul_itself]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mul_number]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mul_tensor]": {">=1.0": {"second backward": "RuntimeError"}},
    "[pow_1]": {">=1.0": {"second backward": "RuntimeError"}},
    "[pow_2]": {">=1.0": {"second backward": "RuntimeError"}},
    "[relu]": {">=1.0": {"second backward": "RuntimeError"}},
    "[setitem]": {">=1.0": {"second backward": "RuntimeError"}},
    "[softmax]": {">=1.0": {"second backward": "RuntimeError"}},
    "[where]": {">=1.0": {"second backward": "RuntimeError"}},
    "[mean]": {
        "<2.0": {"second backward": "runs"},
        ">=2.0,<2.2": {"second backward": "RuntimeError"},
        ">=2.2": {"second backward": "runs"},
    },
    "[mean_dim]": {
        "<1.13": {"second backward": "runs"},
        ">=1.13,<2.2": {"second backward": "RuntimeError"},
        ">=2.2": {"second backward": "runs"},
    },
    "[stack]": {
        "<1.6": {"second backward": "runs"},
        ">=1.6,<1.13": {"second backward": "RuntimeError"},
        ">=1.13": {"second backward": "runs"},
    },
    "[max_pool]": {
        "<1.9": {"second backward": "RuntimeError"},
        ">=1.9,<1.9.1": {"second backward": "RuntimeError", "warns": ["UserWarning"]},
        ">=1.9.1": {"second backward": "RuntimeError"},
    },
    "[addcmul]": {"<1.1": {"second backward": "RuntimeError"}, ">=1.1": {"second backward": "runs"}},
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
        "says": "Many answers: a second backward without retain_graph always raises.",
        "facts": {"second backward": "RuntimeError"},
    },
]
