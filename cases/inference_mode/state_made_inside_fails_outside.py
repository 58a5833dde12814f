"""What of a training that was started, or evaluated, under inference_mode breaks later?

Whatever is allocated inside stays an inference tensor: an optimizer's averages, a gradient, a cached buffer.
Used inside again it works, and so does reading it outside; the first change of it outside raises.
What was there before, such as the running averages of a batch norm, may be changed inside without harm.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
https://github.com/pytorch/pytorch/pull/53343
"""

import torch
from torch import nn

TORCH = ">=1.9"

PARAMS = {
    "inside": [
        "sgd_step",
        "momentum_step",
        "adam_step",
        "backward",
        "zero_grad_to_zeros",
        "batch_norm",
        "cached_buffer",
        "metric_sum",
        "metric_list",
        "loss_divided",
        "load_state_dict",
        "state_dict",
        "forward_of_frozen_backbone",
    ]
}


def observe(device, inside):
    weight = torch.ones(2, device=device, requires_grad=True)
    layer, norm = nn.Linear(2, 2).to(device), nn.BatchNorm1d(2).to(device)
    samples = torch.tensor([[1.0, 2.0], [3.0, 5.0]], device=device)
    optimizer = {
        "sgd_step": lambda: torch.optim.SGD([weight], lr=0.1),
        "adam_step": lambda: torch.optim.Adam([weight], lr=0.1),
    }.get(inside, lambda: torch.optim.SGD([weight], lr=0.1, momentum=0.9))()
    loss = (weight * weight).sum()
    if inside != "backward":
        loss.backward()
    with torch.inference_mode():
        if inside.endswith("_step"):
            optimizer.step()
        elif inside == "backward":
            loss.backward()
        elif inside == "zero_grad_to_zeros":
            weight.grad = torch.zeros_like(weight)
        elif inside == "batch_norm":
            norm(samples)
        elif inside == "cached_buffer":
            layer.register_buffer("cache", layer(samples))
        elif inside == "load_state_dict":
            layer.load_state_dict(nn.Linear(2, 2).to(device).state_dict())
        elif inside == "state_dict":
            state = layer.state_dict()
        out = layer(samples)
        mean = out.mean()

    if inside == "batch_norm":
        norm(samples).sum().backward()
    elif inside == "cached_buffer":
        (layer(samples) * layer.cache).sum().backward()
    elif inside == "metric_sum":
        total = torch.zeros(2, device=device)
        total += out.sum(0)
    elif inside == "metric_list":
        torch.stack([out, out]).mean().item()
    elif inside == "loss_divided":
        mean /= 3
    elif inside == "forward_of_frozen_backbone":
        layer(out).sum().backward()
    elif inside == "state_dict":
        layer.load_state_dict(state)
        layer(samples).sum().backward()
    elif inside == "load_state_dict":
        layer(samples).sum().backward()
        torch.optim.SGD(layer.parameters(), lr=0.1).step()
    else:
        (weight * 2).sum().backward()
        optimizer.step()
    yield "training outside", "works"


EXPECT = {
    "[batch_norm]": {">=1.0": {"training outside": "works"}},
    "[load_state_dict]": {">=1.0": {"training outside": "works"}},
    "[metric_list]": {">=1.0": {"training outside": "works"}},
    "[metric_sum]": {">=1.0": {"training outside": "works"}},
    "[sgd_step]": {">=1.0": {"training outside": "works"}},
    "[state_dict]": {">=1.0": {"training outside": "works"}},
    "[adam_step]": {">=1.0": {"raises": "RuntimeError"}},
    "[backward]": {">=1.0": {"raises": "RuntimeError"}},
    "[cached_buffer]": {">=1.0": {"raises": "RuntimeError"}},
    "[forward_of_frozen_backbone]": {">=1.0": {"raises": "RuntimeError"}},
    "[loss_divided]": {">=1.0": {"raises": "RuntimeError"}},
    "[momentum_step]": {">=1.0": {"raises": "RuntimeError"}},
    "[zero_grad_to_zeros]": {">=1.0": {"raises": "RuntimeError"}},
}
