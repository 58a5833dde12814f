"""Does enable_grad inside inference_mode turn gradients on again, and what does inference_mode(False) do?

Inside no_grad, `enable_grad` brings the gradients back; inside inference_mode it does not:
`is_grad_enabled()` says True, but the result is an inference tensor without a history.
Only `inference_mode(False)` brings a normal computation back, and it turns gradients on, even within no_grad.

https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
https://docs.pytorch.org/cppdocs/notes/inference_mode.html
https://github.com/pytorch/pytorch/pull/53343
"""

import torch

TORCH = ">=1.10"

PARAMS = {
    "outer": ["inference_mode", "no_grad", "inference_mode_False", "enable_grad"],
    "inner": ["nothing", "enable_grad", "no_grad", "inference_mode", "inference_mode_False"],
}


def observe(outer, inner):
    make = {
        "nothing": lambda: torch.set_grad_enabled(torch.is_grad_enabled()),
        "enable_grad": torch.enable_grad,
        "no_grad": torch.no_grad,
        "inference_mode": torch.inference_mode,
        "inference_mode_False": lambda: torch.inference_mode(False),
    }
    x = torch.ones(1, requires_grad=True)
    with make[outer]():
        with make[inner]():
            out = x * 2
            yield "is_grad_enabled", torch.is_grad_enabled()
            yield "is_inference_mode_enabled", torch.is_inference_mode_enabled()
        yield "is_grad_enabled after the inner", torch.is_grad_enabled()
    yield "requires_grad", out.requires_grad
    yield "is_inference", out.is_inference()
    yield "is_grad_enabled afterwards", torch.is_grad_enabled()


EXPECT = {
    "[inference_mode-inference_mode]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode-no_grad]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode-nothing]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[no_grad-inference_mode]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode-enable_grad]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode-inference_mode_False]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": False,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[no_grad-enable_grad]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": False,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[no_grad-inference_mode_False]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": False,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[no_grad-no_grad]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[no_grad-nothing]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": False,
            "requires_grad": False,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[enable_grad-enable_grad]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[enable_grad-inference_mode_False]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[enable_grad-nothing]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode_False-enable_grad]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode_False-inference_mode_False]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode_False-nothing]": {
        ">=1.0": {
            "is_grad_enabled": True,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": True,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[enable_grad-no_grad]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": False,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode_False-no_grad]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": False,
            "is_grad_enabled after the inner": True,
            "requires_grad": False,
            "is_inference": False,
            "is_grad_enabled afterwards": True,
        },
    },
    "[enable_grad-inference_mode]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": True,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
    "[inference_mode_False-inference_mode]": {
        ">=1.0": {
            "is_grad_enabled": False,
            "is_inference_mode_enabled": True,
            "is_grad_enabled after the inner": True,
            "requires_grad": False,
            "is_inference": True,
            "is_grad_enabled afterwards": True,
        },
    },
}
