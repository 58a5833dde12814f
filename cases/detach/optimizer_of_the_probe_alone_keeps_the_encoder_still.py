"""Is an optimizer of its own enough to keep a probe's gradient out of the encoder, without a detach?

The probe's step moves only what the probe's optimizer holds, so the encoder's weights stay.
But its `.grad` fills and accumulates with every probe step, for time and memory,
and the encoder's next own step is on the sum, unless its optimizer zeroes first.
Detached features, or features under no_grad, leave the encoder's `.grad` alone.

https://github.com/ae-foster/pytorch-simclr/issues/4
https://github.com/yunjey/pytorch-tutorial/issues/56
"""

import torch

PARAMS = {"features": ["attached", "detach", "no_grad"], "encoder_zeroed_first": [True, False]}


def observe(device, features, encoder_zeroed_first):
    encoder = torch.ones(2, device=device, requires_grad=True)
    probe = torch.full((2,), 0.5, device=device, requires_grad=True)
    optimizer_e, optimizer_p = torch.optim.SGD([encoder], lr=0.1), torch.optim.SGD([probe], lr=0.1)
    for _ in range(2):
        optimizer_p.zero_grad()
        with torch.set_grad_enabled(features != "no_grad"):
            hidden = encoder * 2
        if features == "detach":
            hidden = hidden.detach()
        (hidden * probe).sum().backward()
        optimizer_p.step()
        yield "encoder.grad", encoder.grad.tolist() if encoder.grad is not None else None
    yield "encoder after the probe's steps", encoder.tolist()
    yield "probe", [round(entry, 4) for entry in probe.tolist()]
    if encoder_zeroed_first:
        optimizer_e.zero_grad()
    encoder.sum().backward()
    optimizer_e.step()
    yield "encoder after its own step", [round(entry, 4) for entry in encoder.tolist()]


EXPECT = {
    "[attached-True]": {
        ">=1.0": {
            "encoder.grad": [[1.0, 1.0], [1.6, 1.6]],
            "encoder after the probe's steps": [1.0, 1.0],
            "probe": [0.1, 0.1],
            "encoder after its own step": [0.9, 0.9],
        },
    },
    "[attached-False]": {
        ">=1.0": {
            "encoder.grad": [[1.0, 1.0], [1.6, 1.6]],
            "encoder after the probe's steps": [1.0, 1.0],
            "probe": [0.1, 0.1],
            "encoder after its own step": [0.74, 0.74],
        },
    },
    "[detach-*]": {
        ">=1.0": {
            "encoder.grad": ["None", "None"],
            "encoder after the probe's steps": [1.0, 1.0],
            "probe": [0.1, 0.1],
            "encoder after its own step": [0.9, 0.9],
        },
    },
    "[no_grad-*]": {
        ">=1.0": {
            "encoder.grad": ["None", "None"],
            "encoder after the probe's steps": [1.0, 1.0],
            "probe": [0.1, 0.1],
            "encoder after its own step": [0.9, 0.9],
        },
    },
}

CLAIMS = [
    {
        "source": "https://github.com/yunjey/pytorch-tutorial/issues/56",
        "says": "Without the detach it makes no difference, because only the other optimizer steps.",
        "facts": {"encoder after the probe's steps": [1.0, 1.0], "encoder after its own step": [0.9, 0.9]},
        "rows": "[attached-*]",
    },
]
