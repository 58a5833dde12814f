"""Do gradients flow through parameters_to_vector and vector_to_parameters?

`parameters_to_vector` is a `cat` of views: a loss of the vector reaches every parameter.
`vector_to_parameters` is not differentiable: it writes slices of the vector into `.data`, so the parameters
stay leaves,
and a loss of the network does not reach the vector.
The parameters then share the vector's memory: changing it changes them, and a step of the optimizer changes it.

https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parameters_to_vector.html
"""

import torch
from torch import nn

PARAMS = {"vector": ["plain", "requires grad", "made from the parameters"]}


def observe(device, vector):
    layer = nn.Linear(2, 1).to(device)
    if vector == "made from the parameters":
        flat = nn.utils.parameters_to_vector(layer.parameters())
        flat.sum().backward()
        yield "loss of the vector reaches the weight", layer.weight.grad
        layer.zero_grad()
    else:
        flat = torch.ones(3, device=device, requires_grad=vector == "requires grad")
    weight = layer.weight
    nn.utils.vector_to_parameters(flat, layer.parameters())
    yield "same Parameter", layer.weight is weight
    yield "weight.is_leaf", layer.weight.is_leaf
    layer(torch.ones(1, 2, device=device)).sum().backward()
    yield "loss of the layer reaches the weight", layer.weight.grad
    if flat.is_leaf:
        yield "loss of the layer reaches the vector", flat.grad
    torch.optim.SGD(layer.parameters(), lr=1.0).step()
    yield "step changes the vector", bool((flat[:2] == layer.weight[0]).all())


EXPECT = {
    "[plain]": {
        ">=1.0": {
            "same Parameter": True,
            "weight.is_leaf": True,
            "loss of the layer reaches the weight": "nonzero",
            "loss of the layer reaches the vector": "None",
            "step changes the vector": True,
        },
    },
    "[requires grad]": {
        ">=1.0": {
            "same Parameter": True,
            "weight.is_leaf": True,
            "loss of the layer reaches the weight": "nonzero",
            "loss of the layer reaches the vector": "None",
            "step changes the vector": True,
        },
    },
    "[made from the parameters]": {
        ">=1.0": {
            "loss of the vector reaches the weight": "nonzero",
            "same Parameter": True,
            "weight.is_leaf": True,
            "loss of the layer reaches the weight": "nonzero",
            "step changes the vector": True,
        },
    },
}
