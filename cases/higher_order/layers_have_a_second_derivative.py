"""Which layers and reshaping functions have a second derivative, as a gradient penalty needs it?

The cubes of the output are summed, and the square of the gradient is differentiated once more.
`unfold` and `fold` gave None before 1.1, an error until 1.5.1, and their derivative since 1.6.
`embedding` has had one since 1.1,
`grid_sample` since 2.12, `cdist` and `pdist` since 2.14; `embedding_bag` has none.
What has none raises, `cdist` and `pdist` with a `NotImplementedError` from 1.10 on, `embedding_bag` since 2.5.
Attention lost it: on the CPU it takes a fused path whose backward is not differentiable,
over four dimensions since 2.1, over three since 2.14.
None of these was announced by a warning.

https://github.com/pytorch/pytorch/issues/33452
https://github.com/pytorch/pytorch/issues/34704
https://github.com/pytorch/pytorch/pull/9078
https://github.com/pytorch/pytorch/pull/59482
https://github.com/pytorch/pytorch/pull/188901
https://github.com/pytorch/pytorch/pull/177487
https://github.com/pytorch/pytorch/pull/103826
https://github.com/pytorch/pytorch/pull/192271
"""

import torch
from torch.nn import functional

PARAMS = {
    "layer": [
        "linear", "conv1d", "conv2d", "conv_transpose1d", "bilinear", "embedding", "embedding_bag", "prelu",
        "softmax", "layer_norm", "group_norm", "batch_norm", "instance_norm", "local_response_norm", "normalize",
        "max_pool2d", "avg_pool2d", "adaptive_max_pool2d", "lp_pool2d", "unfold", "fold", "pixel_shuffle",
        "pad_circular", "pad_reflect", "pad_replicate", "nearest", "bilinear_resize", "bicubic", "grid_sample",
        "cdist", "pdist", "cosine_similarity", "glu", "gru", "attention_3d", "attention_4d", "cumprod",
        "logcumsumexp", "where", "gather",
    ]
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[bicubic]": ">=1.1", "[cdist]": ">=1.1", "[pad_circular]": ">=1.1", "[logcumsumexp]": ">=1.6",
    "[attention_*]": ">=2.0",
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, layer):
    x = torch.tensor([[1.0, 2.0, 4.0, 3.0], [0.5, 1.5, 1.0, 2.5]], device=device).double().requires_grad_()
    weight, image, index = torch.ones(2, 2, 2, device=device).double(), x.view(1, 2, 2, 2), torch.tensor([1, 0])
    index, gru = index.to(device), torch.nn.GRU(4, 2).to(device).double()
    y = {
        "linear": lambda: functional.linear(x, weight.view(2, 4)),
        "conv1d": lambda: functional.conv1d(x.view(1, 2, 4), weight),
        "conv2d": lambda: functional.conv2d(image, weight.view(1, 2, 2, 2)),
        "conv_transpose1d": lambda: functional.conv_transpose1d(x.view(1, 2, 4), weight),
        "bilinear": lambda: functional.bilinear(x, x, torch.ones_like(x).unsqueeze(2).expand(2, 4, 4).contiguous()),
        "embedding": lambda: functional.embedding(index, x),
        "embedding_bag": lambda: functional.embedding_bag(index.view(1, 2), x),
        "prelu": lambda: functional.prelu(x - 2, weight.view(-1)[:1] / 4),
        "softmax": lambda: x.softmax(1),
        "layer_norm": lambda: functional.layer_norm(x, (4,)),
        "group_norm": lambda: functional.group_norm(x.view(1, 2, 4), 1),
        "batch_norm": lambda: functional.batch_norm(x.t(), None, None, training=True),
        "instance_norm": lambda: functional.instance_norm(x.view(1, 2, 4)),
        "local_response_norm": lambda: functional.local_response_norm(image, 2),
        "normalize": lambda: functional.normalize(x, dim=1),
        "max_pool2d": lambda: functional.max_pool2d(image, 2),
        "avg_pool2d": lambda: functional.avg_pool2d(image, 2),
        "adaptive_max_pool2d": lambda: functional.adaptive_max_pool2d(image, 1),
        "lp_pool2d": lambda: functional.lp_pool2d(image, 3, 2),
        "unfold": lambda: functional.unfold(image, (1, 2)),
        "fold": lambda: functional.fold(x.view(1, 2, 4), (1, 5), (1, 2)),
        "pixel_shuffle": lambda: functional.pixel_shuffle(x.view(1, 4, 2, 1), 2),
        "pad_circular": lambda: functional.pad(x.view(1, 2, 4), (1, 1), mode="circular"),
        "pad_reflect": lambda: functional.pad(x.view(1, 2, 4), (1, 1), mode="reflect"),
        "pad_replicate": lambda: functional.pad(x.view(1, 2, 4), (1, 1), mode="replicate"),
        "nearest": lambda: functional.interpolate(image, scale_factor=2, mode="nearest"),
        "bilinear_resize": lambda: functional.interpolate(image, size=(3, 3), mode="bilinear", align_corners=True),
        "bicubic": lambda: functional.interpolate(image, size=(3, 3), mode="bicubic", align_corners=True),
        "grid_sample": lambda: functional.grid_sample(image, image.detach().permute(0, 2, 3, 1) / 8),
        "cdist": lambda: torch.cdist(x, x.flip(0) + 1),
        "pdist": lambda: functional.pdist(x),
        "cosine_similarity": lambda: functional.cosine_similarity(x[0], x[1], dim=0),
        "glu": lambda: functional.glu(x),
        "gru": lambda: gru(x.view(2, 1, 4))[0],
        "attention_3d": lambda: functional.scaled_dot_product_attention(*[x.view(1, 2, 4)] * 3),
        "attention_4d": lambda: functional.scaled_dot_product_attention(*[x.view(1, 1, 2, 4)] * 3),
        "cumprod": lambda: x.cumprod(1),
        "logcumsumexp": lambda: torch.logcumsumexp(x, 1),
        "where": lambda: torch.where(x > 1, x * x, x),
        "gather": lambda: x.gather(1, index.expand(2, 2)),
    }[layer]()
    first = torch.autograd.grad(y.pow(3).sum(), x, create_graph=True)[0]
    second = torch.autograd.grad((first * first).sum(), x, allow_unused=True)[0]
    yield "second", second
    if second is not None and layer != "gru":  # its weights are random
        yield "sum", float((second * second).sum())


EXPECT = {
    "[linear]": {">=1.0": {"second": "nonzero", "sum": 1364000000000.0}},
    "[conv1d]": {">=1.0": {"second": "nonzero", "sum": 8042000000000.0}},
    "[conv2d]": {">=1.0": {"second": "nonzero", "sum": 9202000000000.0}},
    "[conv_transpose1d]": {">=1.0": {"second": "nonzero", "sum": 9965000000000.0}},
    "[bilinear]": {">=1.0": {"second": "nonzero", "sum": 1.327e26}},
    "[embedding]": {"<1.1": {"raises": "RuntimeError"}, ">=1.1": {"second": "nonzero", "sum": 6670000.0}},
    "[embedding_bag]": {"<2.5": {"raises": "RuntimeError"}, ">=2.5": {"raises": "NotImplementedError"}},
    "[prelu]": {">=1.0": {"second": "nonzero", "sum": 84260.0}},
    "[softmax]": {">=1.0": {"second": "nonzero", "sum": 0.04786}},
    "[batch_norm]": {">=1.0": {"second": "nonzero", "sum": 10520.0}},
    "[instance_norm]": {">=1.0": {"second": "nonzero", "sum": 10520.0}},
    "[layer_norm]": {">=1.0": {"second": "nonzero", "sum": 10520.0}},
    "[group_norm]": {">=1.0": {"second": "nonzero", "sum": 4763.0}},
    "[local_response_norm]": {">=1.0": {"second": "nonzero", "sum": 6559000.0}},
    "[normalize]": {">=1.0": {"second": "nonzero", "sum": 0.002875}},
    "[max_pool2d]": {
        "<1.9": {"second": "nonzero", "sum": 5625000.0},
        ">=1.9,<1.9.1": {"second": "nonzero", "sum": 5625000.0, "warns": ["UserWarning"]},
        ">=1.9.1": {"second": "nonzero", "sum": 5625000.0},
    },
    "[avg_pool2d]": {">=1.0": {"second": "nonzero", "sum": 5081.0}},
    "[adaptive_max_pool2d]": {">=1.0": {"second": "nonzero", "sum": 5625000.0}},
    "[lp_pool2d]": {">=1.0": {"second": "nonzero", "sum": 6670000.0}},
    "[pixel_shuffle]": {">=1.0": {"second": "nonzero", "sum": 6670000.0}},
    "[unfold]": {
        "<1.1": {"second": "None"},
        ">=1.1,<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"second": "nonzero", "sum": 6670000.0},
    },
    "[fold]": {
        "<1.1": {"second": "None"},
        ">=1.1,<1.6": {"raises": "RuntimeError"},
        ">=1.6": {"second": "nonzero", "sum": 332300000.0},
    },
    "[pad_circular]": {">=1.0": {"second": "nonzero", "sum": 25610000.0}},
    "[pad_replicate]": {">=1.0": {"second": "nonzero", "sum": 25610000.0}},
    "[pad_reflect]": {">=1.0": {"second": "nonzero", "sum": 87780000.0}},
    "[nearest]": {">=1.0": {"second": "nonzero", "sum": 1708000000.0}},
    "[bicubic]": {">=1.0": {"second": "nonzero", "sum": 72130000.0}},
    "[bilinear_resize]": {">=1.0": {"second": "nonzero", "sum": 72130000.0}},
    "[grid_sample]": {
        "<1.3": {"raises": "RuntimeError"},
        ">=1.3,<2.12": {"raises": "RuntimeError", "warns": ["UserWarning"]},
        ">=2.12": {"second": "nonzero", "sum": 10040000.0, "warns": ["UserWarning"]},
    },
    "[cdist]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<2.14": {"raises": "NotImplementedError"},
        ">=2.14": {"second": "nonzero", "sum": 271600000.0},
    },
    "[pdist]": {
        "<1.10": {"raises": "RuntimeError"},
        ">=1.10,<2.14": {"raises": "NotImplementedError"},
        ">=2.14": {"second": "nonzero", "sum": 9610000.0},
    },
    "[cosine_similarity]": {">=1.0": {"second": "nonzero", "sum": 0.01483}},
    "[glu]": {">=1.0": {"second": "nonzero", "sum": 55550.0}},
    "[gru]": {">=1.0": {"second": "nonzero"}},
    "[attention_3d]": {"<2.14": {"second": "nonzero", "sum": 116900000.0}, ">=2.14": {"raises": "RuntimeError"}},
    "[attention_4d]": {"<2.1": {"second": "nonzero", "sum": 116900000.0}, ">=2.1": {"raises": "RuntimeError"}},
    "[cumprod]": {">=1.0": {"second": "nonzero", "sum": 2.388e20}},
    "[logcumsumexp]": {">=1.0": {"second": "nonzero", "sum": 60580000.0}},
    "[where]": {">=1.0": {"second": "nonzero", "sum": 8958000000000000.0}},
    "[gather]": {">=1.0": {"second": "nonzero", "sum": 99020.0}},
}
