"""Do the padded steps of a sequence reach the hidden state and the gradients of an RNN?

Two sequences, of three steps and of one, padded with zeros to three.
Run as they are, the padding goes through the network like any step: the last hidden state of the short one
depends on it,
and the padding gets a gradient.
Packed, the hidden state is that of the last real step, the outputs after it are zero, and so is the gradient there,
as an entry of the same dense tensor.
Sequences in another order than from long to short raise, unless `enforce_sorted=False`, since 1.1.
None of it changed.

https://pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html
https://github.com/pytorch/pytorch/issues/3584
https://github.com/pytorch/pytorch/issues/33602
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

PARAMS = {"layer": ["RNN", "LSTM", "GRU"], "order": ["padded", "packed", "packed unsorted"]}
TORCH = {"[*-packed unsorted]": ">=1.1"}


def observe(device, layer, order):
    torch_layer = getattr(nn, layer)(1, 1, batch_first=True).to(device)
    for parameter in torch_layer.parameters():
        nn.init.constant_(parameter, 0.5)
    x = torch.tensor([[[1.0], [2.0], [3.0]], [[1.0], [0.0], [0.0]]], device=device)
    lengths, short = torch.tensor([3, 1]), 1
    if order == "packed unsorted":
        x, lengths, short = x.flip(0), lengths.flip(0), 0
    x.requires_grad_()
    alone = torch_layer(x[short : short + 1, :1])[1]
    if order == "padded":
        out, hidden = torch_layer(x)
    else:
        options = {"enforce_sorted": False} if order == "packed unsorted" else {}
        out, hidden = torch_layer(pack_padded_sequence(x, lengths, batch_first=True, **options))
        out, _ = pad_packed_sequence(out, batch_first=True)
    if layer == "LSTM":
        alone, hidden = alone[0], hidden[0]
    yield "hidden state is that of the short one alone", torch.allclose(hidden[:, short], alone[:, 0])
    yield "output of the padding", out[short, 1:]
    (hidden.sum() + out.sum()).backward()
    yield "gradient of the padding", x.grad[short, 1:]
    yield "gradient of the real step", x.grad[short, :1]


EXPECT = {
    "[*-padded]": {
        ">=1.0": {
            "hidden state is that of the short one alone": False,
            "output of the padding": "nonzero",
            "gradient of the padding": "nonzero",
            "gradient of the real step": "nonzero",
        },
    },
    "[*-packed]": {
        ">=1.0": {
            "hidden state is that of the short one alone": True,
            "output of the padding": "zero",
            "gradient of the padding": "zero",
            "gradient of the real step": "nonzero",
        },
    },
    "[*-packed unsorted]": {
        ">=1.0": {
            "hidden state is that of the short one alone": True,
            "output of the padding": "zero",
            "gradient of the padding": "zero",
            "gradient of the real step": "nonzero",
        },
    },
}
