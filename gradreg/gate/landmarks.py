"""Rows whose behaviour is known from torch's own documentation and changes, release by release.

A run that finds one of them somewhere else did not measure the release that it names, or not in order.
Each is one of the simplest of its kind; together they tell 1.5, 1.7, 1.10, 2.0 and 2.1 from what came before.
"""

from gradreg.model import Landmark

PULL = "https://github.com/pytorch/pytorch/pull/"
DOCS = "https://pytorch.org/docs/stable/"

LANDMARKS = (
    Landmark(
        "zero_grad/backward_adds_to_the_gradient[backward alone]",
        ((">=1.0", {"gradient": [[3.0, 3.0], [6.0, 6.0], [9.0, 9.0]], "weight": [1.0, 2.0]}),),
        f"{DOCS}generated/torch.Tensor.backward.html",
    ),
    Landmark(
        "graph/second_backward_needs_the_graph_kept[mul-False]",
        ((">=1.0", {"second backward": "RuntimeError"}),),
        f"{DOCS}generated/torch.Tensor.backward.html",
    ),
    Landmark(
        "graph/second_backward_needs_the_graph_kept[mul-True]",
        ((">=1.0", {"second backward": "runs", "x.grad doubled": True}),),
        f"{DOCS}generated/torch.Tensor.backward.html",
    ),
    Landmark(
        "no_grad/decorator_covers_functions_but_not_everything[generator]",
        (("<1.5", {"grad enabled in the body": True}), (">=1.5", {"grad enabled in the body": False})),
        f"{PULL}31792",
    ),
    Landmark(
        "no_grad/decorator_covers_functions_but_not_everything[recursion]",
        (("<1.7", {"grad enabled afterwards": False}), (">=1.7", {"grad enabled afterwards": True})),
        f"{PULL}44633",
    ),
    Landmark(
        "clipping/gradients_below_the_limit[clip_grad_norm_-10.0]",
        (("<1.10", {"version counter moved": False}), (">=1.10", {"version counter moved": True})),
        f"{PULL}61042",
    ),
    Landmark(
        "optimizers/zero_grad_leaves_zeros_before_2_0_and_none_after[optimizer]",
        (
            ("<2.0", {"used.weight.grad after zero_grad": "zero"}),
            (">=2.0", {"used.weight.grad after zero_grad": "None"}),
        ),
        f"{PULL}92731",
    ),
    Landmark(
        "detach/detached_layer_still_moves_under_adam_decay",
        (
            ("<2.0", {"layer1.weight moved": [True, True, True]}),
            (">=2.0", {"layer1.weight moved": [True, False, True]}),
        ),
        f"{PULL}92731",
    ),
    Landmark(
        "no_grad/decorator_covers_functions_but_not_everything[without_parentheses]",
        (("<2.1", {"grad enabled in the body": "TypeError"}), (">=2.1", {"grad enabled in the body": False})),
        f"{PULL}107086",
    ),
)
