"""When do the hooks of an optimizer run, and may they change what step() does?

Hooks before and after step() exist since 2.0, around state_dict() and load_state_dict() since 2.1.
A hook before step() may clear the gradients, and may return new arguments, of which the optimizer itself is the
first;
anything else is a RuntimeError. A hook after step() runs in the caller's gradient mode.

https://github.com/pytorch/pytorch/pull/89176
https://github.com/pytorch/pytorch/pull/105953
https://pytorch.org/docs/stable/optim.html
"""

import torch

TORCH = {"[*]": ">=2.0", "[state_dict*]": ">=2.1", "[load_state_dict*]": ">=2.1"}

PARAMS = {
    "hook": [
        "step pre", "step post", "pre and post", "pre that clears the gradient", "pre that replaces the arguments",
        "pre that returns nonsense", "removed", "post that reads the gradient mode", "state_dict pre",
        "state_dict post", "load_state_dict pre", "load_state_dict post",
    ],
}  # fmt: skip # rows of names


def observe(device, hook):
    weight = torch.ones(2, device=device, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.5)
    seen = []

    def noted(name):
        return lambda *arguments: seen.append(name)

    if hook in ("step pre", "pre and post", "removed"):
        handle = optimizer.register_step_pre_hook(noted("pre"))
    if hook in ("step post", "pre and post"):
        optimizer.register_step_post_hook(noted("post"))
    if hook == "removed":
        handle.remove()
    elif hook == "pre that clears the gradient":
        optimizer.register_step_pre_hook(lambda optimizer, args, kwargs: optimizer.zero_grad())
    elif hook == "pre that replaces the arguments":
        optimizer.register_step_pre_hook(lambda _, args, kwargs: (args + (lambda: seen.append("closure"),), kwargs))
    elif hook == "pre that returns nonsense":
        optimizer.register_step_pre_hook(lambda optimizer, args, kwargs: 7)
    elif hook == "post that reads the gradient mode":
        optimizer.register_step_post_hook(lambda *arguments: seen.append(str(torch.is_grad_enabled())))
    elif hook == "state_dict pre":
        optimizer.register_state_dict_pre_hook(noted("state_dict pre"))
    elif hook == "state_dict post":
        optimizer.register_state_dict_post_hook(lambda optimizer, state: dict(state, extra=1))
    elif hook == "load_state_dict pre":
        optimizer.register_load_state_dict_pre_hook(lambda _, state: state["param_groups"][0].update(lr=0.25))
    elif hook == "load_state_dict post":
        optimizer.register_load_state_dict_post_hook(noted("load_state_dict post"))

    if "state_dict" in hook:
        state = optimizer.state_dict()
        yield "keys of state_dict()", sorted(state)
        optimizer.load_state_dict({"state": {}, "param_groups": state["param_groups"]})
    weight.grad = torch.ones_like(weight)
    optimizer.step()
    yield "seen", seen
    yield "weight after a step", weight[0].item()


EXPECT = {
    "[step pre]": {">=1.0": {"seen": ["pre"], "weight after a step": 0.5}},
    "[step post]": {">=1.0": {"seen": ["post"], "weight after a step": 0.5}},
    "[pre and post]": {">=1.0": {"seen": ["pre", "post"], "weight after a step": 0.5}},
    "[pre that clears the gradient]": {">=1.0": {"seen": [], "weight after a step": 1.0}},
    "[pre that replaces the arguments]": {">=1.0": {"seen": ["closure"], "weight after a step": 0.5}},
    "[pre that returns nonsense]": {">=1.0": {"raises": "RuntimeError"}},
    "[removed]": {">=1.0": {"seen": [], "weight after a step": 0.5}},
    "[post that reads the gradient mode]": {">=1.0": {"seen": ["True"], "weight after a step": 0.5}},
    "[state_dict pre]": {
        ">=1.0": {
            "keys of state_dict()": ["param_groups", "state"],
            "seen": ["state_dict pre"],
            "weight after a step": 0.5,
        },
    },
    "[state_dict post]": {
        ">=1.0": {"keys of state_dict()": ["extra", "param_groups", "state"], "seen": [], "weight after a step": 0.5},
    },
    "[load_state_dict pre]": {
        ">=1.0": {"keys of state_dict()": ["param_groups", "state"], "seen": [], "weight after a step": 0.75},
    },
    "[load_state_dict post]": {
        ">=1.0": {
            "keys of state_dict()": ["param_groups", "state"],
            "seen": ["load_state_dict post"],
            "weight after a step": 0.5,
        },
    },
}
