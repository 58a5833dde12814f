"""Can the result of `torch.autograd.functional.jacobian` be differentiated, and does `no_grad` around matter?

With `create_graph=True` the result is connected with an input that requires grad, otherwise it is a constant.
`vectorize=True`, since 1.8, and the strategy "forward-mode", since 1.11, give the same numbers;
the latter refuses `create_graph` (`NotImplementedError`), and yet its result requires a gradient
where the input does; for a hessian under `no_grad` that is a graph which does not lead to the input.
Under `no_grad` the answer was zero, silently, until 1.8.1; since 1.9 the functions turn gradients on for themselves.
Under `inference_mode` it is zero to this day, in every variant, and nothing warns.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
https://github.com/pytorch/pytorch/issues/128264
https://github.com/pytorch/pytorch/pull/130307
https://github.com/pytorch/pytorch/issues/44640
https://github.com/pytorch/pytorch/pull/47543
"""

import torch

PARAMS = {
    "how": ["plain", "create_graph", "vectorize", "vectorize-create_graph", "forward", "forward-create_graph"],
    "name": ["jacobian", "hessian"],
    "mode": ["plain", "no_grad", "inference_mode"],
}
TORCH = {"[*]": ">=1.5", "[vectorize*]": ">=1.8", "[*-inference_mode]": ">=1.9", "[forward*]": ">=1.11"}


def observe(device, how, name, mode):
    x = torch.full((2,), 3.0, device=device, requires_grad=True)
    options = {"create_graph": True} if how.endswith("create_graph") else {}
    if how.startswith(("vectorize", "forward")):
        options["vectorize"] = True
    if how.startswith("forward"):
        options["strategy" if name == "jacobian" else "outer_jacobian_strategy"] = "forward-mode"
    contexts = {"plain": torch.enable_grad, "no_grad": torch.no_grad}
    with contexts.get(mode, getattr(torch, mode, None))():
        answer = getattr(torch.autograd.functional, name)(lambda a: (a**3).sum(), x, **options)
    yield "answer", answer.tolist()
    yield "requires grad", answer.requires_grad
    if answer.requires_grad:
        yield "derivative", torch.autograd.grad(answer.sum(), x)[0].tolist()


EXPECT = {
    "[forward-jacobian-no_grad]": {">=1.0": {"answer": [27.0, 27.0], "requires grad": False}},
    "[plain-jacobian-plain]": {">=1.0": {"answer": [27.0, 27.0], "requires grad": False}},
    "[vectorize-jacobian-plain]": {">=1.0": {"answer": [27.0, 27.0], "requires grad": False}},
    "[plain-jacobian-no_grad]": {
        "<1.9": {"answer": [0.0, 0.0], "requires grad": False},
        ">=1.9": {"answer": [27.0, 27.0], "requires grad": False},
    },
    "[vectorize-jacobian-no_grad]": {
        "<1.9": {"answer": [0.0, 0.0], "requires grad": False},
        ">=1.9": {"answer": [27.0, 27.0], "requires grad": False},
    },
    "[create_graph-jacobian-inference_mode]": {">=1.0": {"answer": [0.0, 0.0], "requires grad": False}},
    "[forward-jacobian-inference_mode]": {">=1.0": {"answer": [0.0, 0.0], "requires grad": False}},
    "[plain-jacobian-inference_mode]": {">=1.0": {"answer": [0.0, 0.0], "requires grad": False}},
    "[vectorize-jacobian-inference_mode]": {">=1.0": {"answer": [0.0, 0.0], "requires grad": False}},
    "[vectorize-create_graph-jacobian-inference_mode]": {">=1.0": {"answer": [0.0, 0.0], "requires grad": False}},
    "[plain-hessian-plain]": {">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": False}},
    "[vectorize-hessian-plain]": {">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": False}},
    "[plain-hessian-no_grad]": {
        "<1.9": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False},
        ">=1.9": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": False},
    },
    "[vectorize-hessian-no_grad]": {
        "<1.9": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False},
        ">=1.9": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": False},
    },
    "[create_graph-hessian-inference_mode]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False}},
    "[forward-hessian-inference_mode]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False}},
    "[plain-hessian-inference_mode]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False}},
    "[vectorize-hessian-inference_mode]": {">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False}},
    "[vectorize-create_graph-hessian-inference_mode]": {
        ">=1.0": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False},
    },
    "[create_graph-jacobian-plain]": {
        ">=1.0": {"answer": [27.0, 27.0], "requires grad": True, "derivative": [18.0, 18.0]},
    },
    "[forward-jacobian-plain]": {">=1.0": {"answer": [27.0, 27.0], "requires grad": True, "derivative": [18.0, 18.0]}},
    "[vectorize-create_graph-jacobian-plain]": {
        ">=1.0": {"answer": [27.0, 27.0], "requires grad": True, "derivative": [18.0, 18.0]},
    },
    "[create_graph-jacobian-no_grad]": {
        "<1.9": {"answer": [0.0, 0.0], "requires grad": False},
        ">=1.9": {"answer": [27.0, 27.0], "requires grad": True, "derivative": [18.0, 18.0]},
    },
    "[vectorize-create_graph-jacobian-no_grad]": {
        "<1.9": {"answer": [0.0, 0.0], "requires grad": False},
        ">=1.9": {"answer": [27.0, 27.0], "requires grad": True, "derivative": [18.0, 18.0]},
    },
    "[create_graph-hessian-plain]": {
        ">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "derivative": [6.0, 6.0]},
    },
    "[forward-hessian-plain]": {
        ">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "derivative": [6.0, 6.0]},
    },
    "[vectorize-create_graph-hessian-plain]": {
        ">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "derivative": [6.0, 6.0]},
    },
    "[create_graph-hessian-no_grad]": {
        "<1.9": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False},
        ">=1.9": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "derivative": [6.0, 6.0]},
    },
    "[vectorize-create_graph-hessian-no_grad]": {
        "<1.9": {"answer": [[0.0, 0.0], [0.0, 0.0]], "requires grad": False},
        ">=1.9": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "derivative": [6.0, 6.0]},
    },
    "[forward-hessian-no_grad]": {
        ">=1.0": {"answer": [[18.0, 0.0], [0.0, 18.0]], "requires grad": True, "raises": "RuntimeError"},
    },
    "[forward-create_graph-*-*]": {">=1.0": {"raises": "NotImplementedError"}},
}
