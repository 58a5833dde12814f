"""How is each kind of value described?

https://example.org/
"""

import torch


def observe():
    yield "None", None
    yield "zeros", torch.zeros(2)
    yield "ones", torch.ones(2)
    yield "nan among zeros", torch.tensor([0.0, float("nan")])
    yield "inf tensor", torch.tensor([float("inf")])
    yield "minus inf tensor", torch.tensor([0.0, float("-inf")])
    yield "empty tensor", torch.zeros(0)
    yield "number tensor", torch.tensor(3.5)
    yield "integers", torch.tensor([0, 3])
    yield "booleans", torch.tensor([0, 0], dtype=torch.uint8)
    yield "half", torch.ones(2).half()
    places = torch.tensor([[0, 1]])
    yield "sparse", torch.sparse_coo_tensor(places, torch.ones(2), (2,))
    yield "sparse zeros", torch.sparse_coo_tensor(places, torch.zeros(2), (2,))
    yield "uncoalesced", torch.sparse_coo_tensor(torch.tensor([[1, 1]]), torch.tensor([1.0, -1.0]), (2,))
    yield "parameter", torch.nn.Parameter(torch.ones(1))
    yield "requires grad", torch.zeros(1, requires_grad=True)
    yield "True", True
    yield "False", False
    yield "one", 1
    yield "text", "ä|<b>\n"
    yield "third", 1 / 3
    yield "large", 123456789012345678901.0
    yield "whole float", 2.0
    yield "nan", float("nan")
    yield "inf", float("inf")
    yield "list", [1, 2 / 3, None, torch.zeros(1), [True]]
    yield "tuple", (1, 2)
    yield "size", torch.zeros(2, 3).shape
    for number in range(3):
        yield "loop", number * number
    buffer = torch.zeros(1)
    yield "at the yield", buffer
    buffer.add_(1)
    yield "at the yield", buffer
