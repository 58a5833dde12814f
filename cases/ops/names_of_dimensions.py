"""Do named dimensions pass through autograd, and where did named tensors go?

From 1.3 on a tensor could name its dimensions, as an experiment, with a warning at each use.
The names went through sums and products, but a gradient never had names,
and several functions refused a backward from a named tensor.
The whole feature was removed by #173895, in 2.13: `names=`, `rename()`, `refine_names()`, `align_to()`
and `sum("C")` raise.

https://github.com/pytorch/pytorch/pull/173895
https://github.com/helmholtz-analytics/heat/issues/2403
https://docs.pytorch.org/docs/2.9/named_tensor.html
"""

import torch

TORCH = ">=1.3"

PARAMS = {"use": ["names=", "rename", "refine_names", "align_to", "sum by name", "gradient"]}


def observe(device, use):
    x = torch.ones(2, 3, device=device, requires_grad=True)
    if use == "names=":
        yield "names", list(torch.ones(2, 3, device=device, names=("N", "C")).names)
    elif use == "rename":
        yield "names", list(x.rename("N", "C").names)
    elif use == "refine_names":
        yield "names", list(x.refine_names("N", "C").names)
    elif use == "align_to":
        yield "names", list(x.rename("N", "C").align_to("C", "N").names)
    elif use == "sum by name":
        yield "names", list(x.rename("N", "C").sum("C").names)
    else:
        (x.rename("N", "C") * 2).sum().backward()
        yield "names", [str(name) for name in x.grad.names]
        yield "gradient", x.grad.tolist()


EXPECT = {
    "[names=]": {"<2.13": {"names": ["N", "C"], "warns": ["UserWarning"]}, ">=2.13": {"raises": "TypeError"}},
    "[refine_names]": {
        "<2.13": {"names": ["N", "C"], "warns": ["UserWarning"]},
        ">=2.13": {"raises": "AttributeError"},
    },
    "[rename]": {"<2.13": {"names": ["N", "C"], "warns": ["UserWarning"]}, ">=2.13": {"raises": "AttributeError"}},
    "[align_to]": {"<2.13": {"names": ["C", "N"], "warns": ["UserWarning"]}, ">=2.13": {"raises": "AttributeError"}},
    "[sum by name]": {"<2.13": {"names": ["N"], "warns": ["UserWarning"]}, ">=2.13": {"raises": "AttributeError"}},
    "[gradient]": {
        "<2.13": {"names": ["None", "None"], "gradient": [[2.0, 2.0, 2.0], [2.0, 2.0, 2.0]], "warns": ["UserWarning"]},
        ">=2.13": {"raises": "AttributeError"},
    },
}

CLAIMS = [
    {
        "source": "https://github.com/helmholtz-analytics/heat/issues/2403",
        "says": "PyTorch 2.13 removed named tensors.",
        "facts": {"raises": "AttributeError"},
        "rows": "[rename]",
    },
]
