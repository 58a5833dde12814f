"""Is a tensor that requires grad trained when it is put into a module: as a buffer, an attribute, in a list?

A module knows a parameter by its class, `nn.Parameter`, and nothing else.
A buffer or a plain attribute keeps its flag and gets a gradient, but no optimizer over `parameters()` moves it.
A list of Parameters is not looked into; a ParameterList is.

https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
https://pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

import torch
from torch import nn

PARAMS = {
    "kept_as": [
        "parameter",
        "buffer",
        "parameter_as_buffer",
        "attribute",
        "list",
        "dict",
        "parameter_list",
        "parameter_dict",
        "module_list",
        "list_of_modules",
        "tuple",
        "result_of_parameter",
    ]
}


def observe(device, kept_as):
    model = nn.Module()
    x = torch.ones(1, device=device, requires_grad=True)
    if kept_as in ("buffer", "parameter_as_buffer"):
        x = nn.Parameter(x.detach()) if kept_as == "parameter_as_buffer" else x
        model.register_buffer("x", x)
    elif kept_as == "attribute":
        model.x = x
    elif kept_as == "result_of_parameter":
        model.x = nn.Parameter(x.detach()) * 1
        x = model.x
    elif kept_as in ("module_list", "list_of_modules"):
        layer = nn.Linear(1, 1, bias=False).to(device)
        model.x = nn.ModuleList([layer]) if kept_as == "module_list" else [layer]
        x = layer.weight
    else:
        x = nn.Parameter(x.detach())
        model.x = {
            "parameter": lambda: x,
            "list": lambda: [x],
            "tuple": lambda: (x,),
            "dict": lambda: {"x": x},
            "parameter_list": lambda: nn.ParameterList([x]),
            "parameter_dict": lambda: nn.ParameterDict({"x": x}),
        }[kept_as]()
    known = list(model.parameters())
    yield "known as a parameter", any(parameter is x for parameter in known)
    yield "in the state_dict", len(model.state_dict()) > 0
    yield "requires_grad", x.requires_grad
    optimizer = torch.optim.SGD(known + [torch.zeros(1, device=device, requires_grad=True)], lr=0.1)
    before = x.detach().clone()
    (x * 2).sum().backward()
    optimizer.step()
    yield "moved", not torch.equal(x, before)
