"""When does softmax, logsumexp or attention over masked logits give nan?

One logit of -inf is fine: its probability is 0, and so is its gradient.
A row in which all logits are -inf has no softmax: value and gradient are nan, and nan spreads through the batch's
parameters.
logsumexp of such a row is -inf, and its gradient nan.
+inf gives nan everywhere, and large logits are fine for log_softmax, while log(softmax(x)) underflows to log(0).
Attention with a fully masked row answered nan until 2.4, and answers 0 since 2.5; multihead attention follows it.
logcumsumexp gave nan for a single -inf until 1.8, and logsigmoid until 1.10; since 1.9 and 1.11 they give -inf.
For logcumsumexp no note found; no warning announced any of it.

https://github.com/pytorch/pytorch/pull/66441
https://github.com/pytorch/pytorch/pull/131060
https://github.com/pytorch/pytorch/pull/133882
https://github.com/pytorch/pytorch/issues/31829
https://github.com/pytorch/pytorch/issues/41508
https://pytorch.org/docs/stable/generated/torch.logsumexp.html
"""

import torch
from torch.nn import functional as F

PARAMS = {
    "function": [
        "softmax", "softmin", "log_softmax", "log_of_softmax", "logsumexp", "logsumexp_keepdim",
        "log_sum_exp_by_hand",
        "logcumsumexp", "logaddexp", "logaddexp2", "sigmoid_log", "logsigmoid", "cross_entropy", "attention",
        "attention_bool_mask", "multihead_attention", "softmax_double",
    ],
    "logits": ["one_minus_inf", "all_minus_inf", "one_inf", "all_inf", "nan", "large"],
}  # fmt: skip # a table; a value a line would be a screen
TORCH = {
    "[logcumsumexp-*]": ">=1.6",
    "[logaddexp*]": ">=1.6",
    "[attention-*]": ">=2.0",
    "[attention_bool_mask-*]": ">=2.0",
    "[multihead_attention-*]": ">=1.1",
}
inf = float("inf")


def observe(device, function, logits):
    x = {
        "one_minus_inf": [-inf, 0.0], "all_minus_inf": [-inf, -inf], "one_inf": [inf, 0.0], "all_inf": [inf, inf],
        "nan": [float("nan"), 0.0], "large": [-1000.0, 1000.0],
    }[logits]  # fmt: skip # a table; a value a line would be a screen
    x = torch.tensor(x, device=device, requires_grad=True)
    value = torch.tensor([[[[1.0], [2.0]]]], device=device)
    query = torch.ones(1, 1, 1, 1, device=device)
    out = {
        "softmax": lambda: x.softmax(0),
        "softmin": lambda: F.softmin(x, 0),
        "log_softmax": lambda: x.log_softmax(0),
        "log_of_softmax": lambda: x.softmax(0).log(),
        "logsumexp": lambda: x.logsumexp(0).view(1),
        "logsumexp_keepdim": lambda: x.logsumexp(0, keepdim=True),
        "log_sum_exp_by_hand": lambda: x.exp().sum().log().view(1),
        "logcumsumexp": lambda: x.logcumsumexp(0),
        "logaddexp": lambda: torch.logaddexp(x[:1], x[1:]),
        "logaddexp2": lambda: torch.logaddexp2(x[:1], x[1:]),
        "sigmoid_log": lambda: x.sigmoid().log(),
        "logsigmoid": lambda: F.logsigmoid(x),
        "cross_entropy": lambda: F.cross_entropy(x.view(1, 2), torch.ones(1, dtype=torch.long, device=device)).view(1),
        "attention": lambda: F.scaled_dot_product_attention(query, query.expand(1, 1, 2, 1), value, x.view(1, 1, 1, 2)),
        "attention_bool_mask": lambda: F.scaled_dot_product_attention(
            query, x.view(1, 1, 2, 1), value, (x > -inf).view(1, 1, 1, 2)
        ),
        "multihead_attention": lambda: multihead(x, device),
        "softmax_double": lambda: x.double().softmax(0).float(),
    }[function]().reshape(-1)
    yield "value", [round(number, 4) + 0.0 for number in out.tolist()]
    (out * torch.tensor([1.0, 3.0], device=device)[: len(out)]).sum().backward()
    yield "gradient", [round(slope, 4) + 0.0 for slope in x.grad.tolist()]


def multihead(x, device):
    layer = torch.nn.MultiheadAttention(1, 1, bias=False).to(device)
    for parameter in layer.parameters():
        parameter.data.fill_(1.0 if parameter.dim() == 2 else 0.0)
    query, keys = torch.ones(1, 1, 1, device=device), torch.ones(2, 1, 1, device=device)
    return layer(query, keys, keys + 1, attn_mask=x.view(1, 2), need_weights=False)[0]


EXPECT = {
    "[softmax-large]": {">=1.0": {"value": [0.0, 1.0], "gradient": [0.0, 0.0]}},
    "[softmax-one_minus_inf]": {">=1.0": {"value": [0.0, 1.0], "gradient": [0.0, 0.0]}},
    "[softmax_double-large]": {">=1.0": {"value": [0.0, 1.0], "gradient": [0.0, 0.0]}},
    "[softmax_double-one_minus_inf]": {">=1.0": {"value": [0.0, 1.0], "gradient": [0.0, 0.0]}},
    "[softmin-one_inf]": {">=1.0": {"value": [0.0, 1.0], "gradient": [0.0, 0.0]}},
    "[log_of_softmax-all_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_of_softmax-all_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_of_softmax-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_of_softmax-one_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_softmax-all_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_softmax-all_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_softmax-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[log_softmax-one_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax-all_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax-all_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax-one_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax_double-all_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax_double-all_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax_double-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmax_double-one_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmin-all_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmin-all_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmin-nan]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmin-one_minus_inf]": {">=1.0": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]}},
    "[softmin-large]": {">=1.0": {"value": [1.0, 0.0], "gradient": [0.0, 0.0]}},
    "[log_softmax-one_minus_inf]": {">=1.0": {"value": ["-inf", 0.0], "gradient": [1.0, -1.0]}},
    "[log_softmax-large]": {">=1.0": {"value": [-2000.0, 0.0], "gradient": [1.0, -1.0]}},
    "[log_of_softmax-large]": {">=1.0": {"value": ["-inf", 0.0], "gradient": ["nan", "nan"]}},
    "[log_of_softmax-one_minus_inf]": {">=1.0": {"value": ["-inf", 0.0], "gradient": ["nan", "nan"]}},
    "[log_sum_exp_by_hand-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1.0]}},
    "[logaddexp-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1.0]}},
    "[logaddexp2-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1.0]}},
    "[logsumexp-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1.0]}},
    "[logsumexp_keepdim-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 1.0]}},
    "[log_sum_exp_by_hand-all_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "nan"]}},
    "[logaddexp-all_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "nan"]}},
    "[logaddexp2-all_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "nan"]}},
    "[logsumexp-all_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "nan"]}},
    "[logsumexp_keepdim-all_minus_inf]": {">=1.0": {"value": ["-inf"], "gradient": ["nan", "nan"]}},
    "[log_sum_exp_by_hand-one_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", 0.0]}},
    "[logsumexp-one_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", 0.0]}},
    "[logsumexp_keepdim-one_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", 0.0]}},
    "[log_sum_exp_by_hand-all_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", "nan"]}},
    "[logaddexp-all_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", "nan"]}},
    "[logaddexp2-all_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", "nan"]}},
    "[logsumexp-all_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", "nan"]}},
    "[logsumexp_keepdim-all_inf]": {">=1.0": {"value": ["inf"], "gradient": ["nan", "nan"]}},
    "[attention-all_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[attention-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[attention-one_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[attention_bool_mask-all_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[attention_bool_mask-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[attention_bool_mask-one_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[cross_entropy-all_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[cross_entropy-all_minus_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[cross_entropy-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[cross_entropy-one_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[log_sum_exp_by_hand-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[logaddexp-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[logaddexp2-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[logsumexp-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[logsumexp_keepdim-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[multihead_attention-all_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[multihead_attention-nan]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[multihead_attention-one_inf]": {">=1.0": {"value": ["nan"], "gradient": ["nan", "nan"]}},
    "[logaddexp-large]": {">=1.0": {"value": [1000.0], "gradient": [0.0, 1.0]}},
    "[logaddexp2-large]": {">=1.0": {"value": [1000.0], "gradient": [0.0, 1.0]}},
    "[logsumexp-large]": {">=1.0": {"value": [1000.0], "gradient": [0.0, 1.0]}},
    "[logsumexp_keepdim-large]": {">=1.0": {"value": [1000.0], "gradient": [0.0, 1.0]}},
    "[log_sum_exp_by_hand-large]": {">=1.0": {"value": ["inf"], "gradient": [0.0, "nan"]}},
    "[logcumsumexp-one_minus_inf]": {
        "<1.9": {"value": ["nan", 0.6931], "gradient": ["nan", 1.5]},
        ">=1.9": {"value": ["-inf", 0.0], "gradient": ["nan", 3.0]},
    },
    "[logcumsumexp-all_minus_inf]": {
        "<1.9": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]},
        ">=1.9": {"value": ["-inf", "-inf"], "gradient": ["nan", "nan"]},
    },
    "[logcumsumexp-one_inf]": {
        "<1.9": {"value": ["inf", "inf"], "gradient": ["nan", "nan"]},
        ">=1.9": {"value": ["inf", "inf"], "gradient": ["nan", 0.0]},
    },
    "[logcumsumexp-all_inf]": {
        "<1.9": {"value": ["inf", "nan"], "gradient": ["nan", "nan"]},
        ">=1.9": {"value": ["inf", "inf"], "gradient": ["nan", "nan"]},
    },
    "[logcumsumexp-nan]": {
        "<1.9": {"value": ["nan", 0.6931], "gradient": ["nan", 1.5]},
        ">=1.9": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]},
    },
    "[logcumsumexp-large]": {">=1.0": {"value": [-1000.0, 1000.0], "gradient": [1.0, 3.0]}},
    "[logaddexp-one_inf]": {">=1.0": {"value": ["inf"], "gradient": [1.0, 0.0]}},
    "[logaddexp2-one_inf]": {">=1.0": {"value": ["inf"], "gradient": [1.0, 0.0]}},
    "[sigmoid_log-one_minus_inf]": {">=1.0": {"value": ["-inf", -0.6931], "gradient": ["nan", 1.5]}},
    "[sigmoid_log-all_minus_inf]": {">=1.0": {"value": ["-inf", "-inf"], "gradient": ["nan", "nan"]}},
    "[logsigmoid-one_inf]": {">=1.0": {"value": [0.0, -0.6931], "gradient": [0.0, 1.5]}},
    "[sigmoid_log-one_inf]": {">=1.0": {"value": [0.0, -0.6931], "gradient": [0.0, 1.5]}},
    "[logsigmoid-all_inf]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[sigmoid_log-all_inf]": {">=1.0": {"value": [0.0, 0.0], "gradient": [0.0, 0.0]}},
    "[logsigmoid-nan]": {">=1.0": {"value": ["nan", -0.6931], "gradient": ["nan", 1.5]}},
    "[sigmoid_log-nan]": {">=1.0": {"value": ["nan", -0.6931], "gradient": ["nan", 1.5]}},
    "[sigmoid_log-large]": {">=1.0": {"value": ["-inf", 0.0], "gradient": ["nan", 0.0]}},
    "[logsigmoid-one_minus_inf]": {
        "<1.11": {"value": ["nan", -0.6931], "gradient": ["nan", 1.5]},
        ">=1.11": {"value": ["-inf", -0.6931], "gradient": [1.0, 1.5]},
    },
    "[logsigmoid-all_minus_inf]": {
        "<1.11": {"value": ["nan", "nan"], "gradient": ["nan", "nan"]},
        ">=1.11": {"value": ["-inf", "-inf"], "gradient": [1.0, 3.0]},
    },
    "[logsigmoid-large]": {">=1.0": {"value": [-1000.0, 0.0], "gradient": [1.0, 0.0]}},
    "[cross_entropy-large]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[cross_entropy-one_minus_inf]": {">=1.0": {"value": [0.0], "gradient": [0.0, 0.0]}},
    "[attention-large]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[attention-one_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[attention_bool_mask-large]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[attention_bool_mask-one_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[multihead_attention-large]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[multihead_attention-one_minus_inf]": {">=1.0": {"value": [2.0], "gradient": [0.0, 0.0]}},
    "[attention-all_minus_inf]": {
        "<2.5": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.5": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[attention_bool_mask-all_minus_inf]": {
        "<2.5": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.5": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
    "[multihead_attention-all_minus_inf]": {
        "<2.5": {"value": ["nan"], "gradient": ["nan", "nan"]},
        ">=2.5": {"value": [0.0], "gradient": [0.0, 0.0]},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/31829",
        "says": "The gradient of logsumexp is nan where all of its inputs are -inf.",
        "facts": {"gradient": ["nan", "nan"]},
        "rows": "[logsumexp-all_minus_inf]",
    },
]
