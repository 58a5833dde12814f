"""When does softmax, logsumexp or attention over masked logits give nan?

One logit of -inf is fine: its probability is 0, and so is its gradient.
A row in which all logits are -inf has no softmax: value and gradient are nan, and nan spreads through the batch's
parameters.
logsumexp of such a row is -inf, and its gradient nan.
+inf gives nan everywhere, and large logits are fine for log_softmax, while log(softmax(x)) underflows to log(0).
Attention with a fully masked row answered nan until 2.4, and answers 0 in newer releases; multihead attention
follows it.
logcumsumexp gave nan for a single -inf until 1.8, and logsigmoid until 1.10; since 1.9 and 1.11 they give -inf.
For logcumsumexp no note found; no warning announced any of it.

https://github.com/pytorch/pytorch/issues/31829
https://github.com/pytorch/pytorch/issues/41508
https://github.com/pytorch/pytorch/pull/66441
https://github.com/pytorch/pytorch/pull/131060
https://github.com/pytorch/pytorch/pull/133882
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
}  # fmt: skip
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
    }[logits]  # fmt: skip
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


CLAIMS = [
    {
        "source": "https://github.com/pytorch/pytorch/issues/31829",
        "says": "The gradient of logsumexp is nan where all of its inputs are -inf.",
        "facts": {"gradient": ["nan", "nan"]},
        "rows": "[logsumexp-all_minus_inf]",
    },
]
