"""Why does code that touches p.grad of every parameter fail with 'NoneType' since 2.0?

Before 2.0 `zero_grad()` left a tensor of zeros for every parameter that ever had a gradient;
norms, noise, averages and saved copies could be taken of all of them.
From 2.0 on it leaves None, and a parameter that the loss did not reach has None at that point:
an AttributeError or a TypeError, or, where None is skipped on purpose, another count.
`zero_grad(set_to_none=False)` brings the zeros back (the argument came with 1.7).

https://github.com/pytorch/examples/pull/1172
https://github.com/pytorch/tutorials/issues/2219
https://github.com/pytorch/pytorch/pull/92731
"""

import torch

PARAMS = {
    "code": [
        "norm", "add_noise", "plus_equals", "indexing", "clone", "stack", "isnan", "clip_grad_norm_",
        "clip_grad_value_", "count_not_none", "zero_", "data",
    ],
}  # fmt: skip # a table; a value a line would be a screen


def observe(device, code):
    used = torch.ones(2, device=device, requires_grad=True)
    unused = torch.ones(2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([used, unused], lr=0.1)
    (used * unused).sum().backward()
    optimizer.zero_grad()
    (used * 3).sum().backward()
    both, utils = [used, unused], torch.nn.utils
    try:
        out = {
            "norm": lambda: sum(p.grad.norm() for p in both).item(),
            "add_noise": lambda: [p.grad.add_(1).tolist() for p in both],
            "plus_equals": lambda: [(p.grad + p).tolist() for p in both],
            "indexing": lambda: [p.grad[0].item() for p in both],
            "clone": lambda: [p.grad.clone().tolist() for p in both],
            "stack": lambda: torch.stack([p.grad for p in both]).tolist(),
            "isnan": lambda: [bool((p.grad != p.grad).any()) for p in both],
            "clip_grad_norm_": lambda: round(float(utils.clip_grad_norm_(both, 1.0)), 3),
            "clip_grad_value_": lambda: utils.clip_grad_value_(both, 1.0),
            "count_not_none": lambda: sum(p.grad is not None for p in both),
            "zero_": lambda: [p.grad.zero_().tolist() for p in both],
            "data": lambda: [p.grad.data.tolist() for p in both],
        }[code]()
        yield "outcome", out
    except (AttributeError, TypeError) as error:
        yield "outcome", type(error).__name__


WORKAROUND = {
    "[norm]": "accumulation/code_that_reads_the_gradient_after_zero_grad[clip_grad_norm_]",
    "[zero_]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad.zero_()-plain]",
    "[data]": "zero_grad/what_each_way_of_clearing_a_gradient_leaves[grad.data.zero_()-plain]",
}

EXPECT = {
    "[norm]": {"<2.0": {"outcome": 4.243}, ">=2.0": {"outcome": "AttributeError"}},
    "[add_noise]": {"<2.0": {"outcome": [[4.0, 4.0], [1.0, 1.0]]}, ">=2.0": {"outcome": "AttributeError"}},
    "[plus_equals]": {"<2.0": {"outcome": [[4.0, 4.0], [1.0, 1.0]]}, ">=2.0": {"outcome": "TypeError"}},
    "[indexing]": {"<2.0": {"outcome": [3.0, 0.0]}, ">=2.0": {"outcome": "TypeError"}},
    "[clone]": {"<2.0": {"outcome": [[3.0, 3.0], [0.0, 0.0]]}, ">=2.0": {"outcome": "AttributeError"}},
    "[data]": {"<2.0": {"outcome": [[3.0, 3.0], [0.0, 0.0]]}, ">=2.0": {"outcome": "AttributeError"}},
    "[stack]": {"<2.0": {"outcome": [[3.0, 3.0], [0.0, 0.0]]}, ">=2.0": {"outcome": "TypeError"}},
    "[isnan]": {"<2.0": {"outcome": [False, False]}, ">=2.0": {"outcome": "AttributeError"}},
    "[clip_grad_norm_]": {">=1.0": {"outcome": 4.243}},
    "[clip_grad_value_]": {">=1.0": {"outcome": "None"}},
    "[count_not_none]": {"<2.0": {"outcome": 2}, ">=2.0": {"outcome": 1}},
    "[zero_]": {"<2.0": {"outcome": [[0.0, 0.0], [0.0, 0.0]]}, ">=2.0": {"outcome": "AttributeError"}},
}
