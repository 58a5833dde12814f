"""Does the teacher of a knowledge distillation collect gradients, and do the student's depend on how it is frozen?

The student's gradient is the same whether the teacher runs freely, frozen, detached, or under no_grad.
A free teacher gets gradients of its own from a loss that differentiates its target;
`eval()` alone does not change that.
Only an optimizer that holds the teacher as well would move it.
Under inference_mode the teacher's output cannot be saved for backward, so most of the losses raise.

https://pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
https://pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
"""

import torch
from torch import nn
from torch.nn import functional

PARAMS = {
    "loss": ["mse", "kl", "soft_labels"],
    "teacher": ["free", "eval", "flag", "detach", "no_grad", "inference_mode"],
}
TORCH = {"[*-inference_mode]": ">=1.9"}


def observe(device, loss, teacher):
    student, model = nn.Linear(3, 2).to(device), nn.Linear(3, 2).to(device)
    nn.init.constant_(student.weight, 0.5)
    nn.init.eye_(model.weight)
    x = torch.tensor([[1.0, 2.0, 3.0]], device=device)
    if teacher == "eval":
        model.eval()
    for parameter in model.parameters():
        parameter.requires_grad = teacher != "flag"

    with torch.set_grad_enabled(teacher != "no_grad"):
        if teacher == "inference_mode":
            with torch.inference_mode():
                target = model(x).softmax(1)
        else:
            target = model(x).softmax(1)
    if teacher == "detach":
        target = target.detach()
    constant = torch.tensor(target.tolist(), device=device)
    function = {
        "mse": lambda out, target: functional.mse_loss(out, target),
        "kl": lambda out, target: functional.kl_div(out.log_softmax(1), target, reduction="sum"),
        "soft_labels": lambda out, target: -(target * out.log_softmax(1)).sum(),
    }[loss]
    expected = torch.autograd.grad(function(student(x), constant), student.weight)[0]
    function(student(x), target).backward()
    yield "student's gradient as from a constant", torch.allclose(student.weight.grad, expected)
    yield "teacher.weight.grad", model.weight.grad


EXPECT = {
    "[*-eval]": {">=1.0": {"student's gradient as from a constant": True, "teacher.weight.grad": "nonzero"}},
    "[*-free]": {">=1.0": {"student's gradient as from a constant": True, "teacher.weight.grad": "nonzero"}},
    "[*-detach]": {">=1.0": {"student's gradient as from a constant": True, "teacher.weight.grad": "None"}},
    "[*-flag]": {">=1.0": {"student's gradient as from a constant": True, "teacher.weight.grad": "None"}},
    "[*-no_grad]": {">=1.0": {"student's gradient as from a constant": True, "teacher.weight.grad": "None"}},
    "[*-inference_mode]": {">=1.0": {"raises": "RuntimeError"}},
}
