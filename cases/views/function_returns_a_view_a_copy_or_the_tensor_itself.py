"""Which functions return a view that shares the memory, which a copy, and which the very same tensor?

A view shares the memory of its base and knows it: its `_base` is the base,
and a change in place of one is one of both.
Some functions decide by the memory: `reshape`, `flatten` and `contiguous` copy only if they must,
and where there is nothing to do, `contiguous`, `to` and `float` return the tensor itself.
chunk and split shared the memory from the start but were no views to autograd until 1.6; they are since 1.7,
when `unsafe_chunk` came to do the former.
`conj` of a real tensor was a copy in 1.6, and is the tensor itself since 1.7.
`detach()`, `.data` and `view(dtype)` share the memory and have no base.
`F.pad` with a padding of zero shared the memory until 1.4, in 1.2 to 1.4 by returning the tensor itself;
since 1.5 it copies (no note found for either).
Indexing with a list or a mask always copies.

https://docs.pytorch.org/docs/stable/tensor_view.html
https://github.com/pytorch/pytorch/pull/39299
https://github.com/pytorch/pytorch/pull/43270
https://github.com/pytorch/pytorch/issues/36403
"""

import torch
import torch.nn.functional as F

functions = {
    "view": lambda x: x.view(4),
    "view_as": lambda x: x.view_as(x),
    "reshape": lambda x: x.reshape(4),
    "reshape_same": lambda x: x.reshape(2, 2),
    "reshape_transposed": lambda x: x.t().reshape(4),
    "flatten": lambda x: x.flatten(),
    "flatten_flat": lambda x: x[0].flatten(),
    "ravel": lambda x: x.ravel(),
    "unflatten": lambda x: x.unflatten(0, (2, 1)),
    "t": lambda x: x.t(),
    "T": lambda x: x.T,
    "mT": lambda x: x.mT,
    "transpose": lambda x: x.transpose(0, 1),
    "transpose_same": lambda x: x.transpose(0, 0),
    "permute": lambda x: x.permute(1, 0),
    "expand": lambda x: x.expand(3, 2, 2),
    "expand_same": lambda x: x.expand(2, 2),
    "broadcast_to": lambda x: torch.broadcast_to(x, (3, 2, 2)),
    "broadcast_tensors": lambda x: torch.broadcast_tensors(x, torch.ones(3, 1, 1))[0],
    "narrow": lambda x: x.narrow(0, 0, 1),
    "select": lambda x: x.select(0, 0),
    "index_number": lambda x: x[0],
    "index_slice": lambda x: x[:1],
    "index_all": lambda x: x[:],
    "index_none": lambda x: x[None],
    "index_dots": lambda x: x[...],
    "index_list": lambda x: x[[0, 1]],
    "index_mask": lambda x: x[x > 0],
    "index_select": lambda x: x.index_select(0, torch.tensor([0])),
    "diagonal": lambda x: x.diagonal(),
    "diag": lambda x: x.diag(),
    "unbind": lambda x: x.unbind()[0],
    "iterate": lambda x: next(iter(x)),
    "chunk": lambda x: x.chunk(2)[0],
    "chunk_1": lambda x: x.chunk(1)[0],
    "split": lambda x: x.split(1)[0],
    "unsafe_chunk": lambda x: x.unsafe_chunk(2)[0],
    "tensor_split": lambda x: x.tensor_split(2)[0],
    "meshgrid": lambda x: torch.meshgrid([x[0], x[1]])[0],
    "squeeze": lambda x: x[:1].squeeze(),
    "squeeze_nothing": lambda x: x.squeeze(),
    "unsqueeze": lambda x: x.unsqueeze(0),
    "unfold": lambda x: x.unfold(0, 1, 1),
    "as_strided": lambda x: x.as_strided((4,), (1,)),
    "movedim": lambda x: x.movedim(0, 1),
    "detach": lambda x: x.detach(),
    "data": lambda x: x.data,
    "alias": lambda x: torch.ops.aten.alias(x),
    "contiguous": lambda x: x.contiguous(),
    "contiguous_transposed": lambda x: x.t().contiguous(),
    "to_same": lambda x: x.to(torch.float32),
    "to_other": lambda x: x.to(torch.float64),
    "float": lambda x: x.float(),
    "type": lambda x: x.type(torch.float32),
    "clone": lambda x: x.clone(),
    "positive": lambda x: torch.positive(x),
    "real": lambda x: torch.real(x),
    "conj": lambda x: torch.conj(x),
    "resolve_conj": lambda x: x.resolve_conj(),
    "repeat_1": lambda x: x.repeat(1, 1),
    "cat_1": lambda x: torch.cat([x]),
    "atleast_2d": lambda x: torch.atleast_2d(x),
    "dropout_eval": lambda x: F.dropout(x, training=False),
    "identity": lambda x: torch.nn.Identity()(x),
    "pad_0": lambda x: F.pad(x, (0, 0)),
    "roll_0": lambda x: x.roll(0, 0),
    "flip_none": lambda x: x.flip([]),
    "as_tensor": lambda x: torch.as_tensor(x),
    "sum_nothing": lambda x: x[:1].sum(0),
    "view_float": lambda x: x.view(torch.float32),
    "view_int": lambda x: x.view(torch.int32),
}
PARAMS = {
    "function": [
        "view",
        "view_as",
        "reshape",
        "reshape_same",
        "reshape_transposed",
        "flatten",
        "flatten_flat",
        "ravel",
        "unflatten",
        "t",
        "T",
        "mT",
        "transpose",
        "transpose_same",
        "permute",
        "expand",
        "expand_same",
        "broadcast_to",
        "broadcast_tensors",
        "narrow",
        "select",
        "index_number",
        "index_slice",
        "index_all",
        "index_none",
        "index_dots",
        "index_list",
        "index_mask",
        "index_select",
        "diagonal",
        "diag",
        "unbind",
        "iterate",
        "chunk",
        "chunk_1",
        "split",
        "unsafe_chunk",
        "tensor_split",
        "meshgrid",
        "squeeze",
        "squeeze_nothing",
        "unsqueeze",
        "unfold",
        "as_strided",
        "movedim",
        "detach",
        "data",
        "alias",
        "contiguous",
        "contiguous_transposed",
        "to_same",
        "to_other",
        "float",
        "type",
        "clone",
        "positive",
        "real",
        "conj",
        "resolve_conj",
        "repeat_1",
        "cat_1",
        "atleast_2d",
        "dropout_eval",
        "identity",
        "pad_0",
        "roll_0",
        "flip_none",
        "as_tensor",
        "sum_nothing",
        "view_float",
        "view_int",
    ],
}
TORCH = {
    "[T]": ">=1.2",
    "[mT]": ">=1.11",
    "[ravel]": ">=1.8",
    "[unflatten]": ">=1.13",
    "[broadcast_to]": ">=1.8",
    "[unsafe_chunk]": ">=1.7",
    "[tensor_split]": ">=1.8",
    "[movedim]": ">=1.7",
    "[alias]": ">=1.12",
    "[positive]": ">=1.9",
    "[real]": ">=1.12",
    "[conj]": ">=1.6",
    "[resolve_conj]": ">=1.10",
    "[atleast_2d]": ">=1.7",
    "[identity]": ">=1.1",
    "[view_float]": ">=1.8",
    "[view_int]": ">=1.8",
}


def observe(function):
    x = torch.ones(2, 2)
    out = functions[function](x)
    yield "is the tensor itself", out is x
    yield "its base is the tensor", out._base is x
    x.zero_()
    yield "sees a change of the tensor", out.float().sum().item() == 0


EXPECT = {
    "[T]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[alias]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[as_strided]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[broadcast_tensors]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[broadcast_to]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[diagonal]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[expand]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[expand_same]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[flatten]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[flatten_flat]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[index_all]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[index_dots]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[index_none]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[index_number]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[index_slice]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[iterate]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[mT]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[movedim]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[narrow]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[permute]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[ravel]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[reshape]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[reshape_same]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[select]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[squeeze]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[squeeze_nothing]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[t]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[tensor_split]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[transpose]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[transpose_same]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[unbind]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[unflatten]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[unfold]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[unsqueeze]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[view]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[view_as]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[cat_1]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[clone]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[contiguous_transposed]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[diag]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[flip_none]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[index_list]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[index_mask]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[index_select]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[repeat_1]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[reshape_transposed]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[roll_0]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[sum_nothing]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[to_other]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
    "[chunk]": {
        "<1.7": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
        ">=1.7": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[chunk_1]": {
        "<1.7": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
        ">=1.7": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[split]": {
        "<1.7": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
        ">=1.7": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
    },
    "[data]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[detach]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[unsafe_chunk]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[view_float]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[view_int]": {
        ">=1.0": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[meshgrid]": {
        "<1.10": {"is the tensor itself": False, "its base is the tensor": True, "sees a change of the tensor": True},
        ">=1.10": {
            "is the tensor itself": False,
            "its base is the tensor": True,
            "sees a change of the tensor": True,
            "warns": ["UserWarning"],
        },
    },
    "[as_tensor]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[atleast_2d]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[contiguous]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[dropout_eval]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[float]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[identity]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[positive]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[real]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[resolve_conj]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[to_same]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[type]": {
        ">=1.0": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[conj]": {
        "<1.7": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
        ">=1.7": {"is the tensor itself": True, "its base is the tensor": False, "sees a change of the tensor": True},
    },
    "[pad_0]": {
        "<1.2": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": True},
        ">=1.2,<1.5": {
            "is the tensor itself": True,
            "its base is the tensor": False,
            "sees a change of the tensor": True,
        },
        ">=1.5": {"is the tensor itself": False, "its base is the tensor": False, "sees a change of the tensor": False},
    },
}

CLAIMS = [
    {
        "source": "https://docs.pytorch.org/docs/stable/tensor_view.html",
        "says": "detach is one of the functions that return a view: a tensor that shares the memory.",
        "facts": {"sees a change of the tensor": True},
        "rows": "[detach]",
    },
    {
        "source": "https://docs.pytorch.org/docs/stable/tensor_view.html",
        "says": "As detach is listed among the views, its result has the tensor as its base.",
        "facts": {"its base is the tensor": True},
        "rows": "[detach]",
    },
    {
        "source": "https://docs.pytorch.org/docs/stable/tensor_view.html",
        "says": "contiguous returns the tensor itself where it already is contiguous.",
        "facts": {"is the tensor itself": True},
        "rows": "[contiguous]",
    },
]
