"""Can one buffer be filled again in each iteration of a loop, and backward be called at the end?

What each iteration computed from the buffer may need the old contents, which the next iteration overwrites.
A product with a constant does not, from 1.1 on; in 1.0 it kept both factors, and backward raised.
A square needs them, and raises in all releases.
Filling different entries of one tensor is fine for what keeps nothing,
and raises for what keeps the part: all parts share one version counter.
`detach_()` before the refill forgets the history, not what others kept.

https://github.com/pytorch/pytorch/pull/16583
https://github.com/pytorch/pytorch/issues/22095
https://github.com/pytorch/pytorch/issues/65907
https://docs.pytorch.org/docs/stable/notes/autograd.html
"""

import torch

PARAMS = {
    "fill": ["new", "copy_", "detach_copy_", "rows", "rows_of_clone", "list_and_stack", "out"],
    "use": ["sum", "times_constant", "square", "exp", "later"],
}


def observe(device, fill, use):
    weight = torch.full((1,), 2.0, device=device, requires_grad=True)
    buffer, rows, loss = torch.zeros(1, device=device), [], 0.0
    table = torch.zeros(3, 1, device=device)
    for number in range(3):
        if fill == "new":
            buffer = weight * number
        elif fill == "copy_":
            buffer.copy_(weight * number)
        elif fill == "detach_copy_":
            buffer.detach_()
            buffer.copy_(weight * number)
        elif fill == "rows":
            table[number] = weight * number
            buffer = table[number]
        elif fill == "rows_of_clone":
            table = table.clone()
            table[number] = weight * number
            buffer = table[number]
        elif fill == "list_and_stack":
            rows.append(weight * number)
            buffer = torch.stack(rows)[number]
        else:
            torch.mul(weight, number, out=buffer)
        if use == "sum":
            loss = loss + buffer.sum()
        elif use == "times_constant":
            loss = loss + (buffer * torch.ones(1, device=device)).sum()
        elif use == "square":
            loss = loss + (buffer * buffer).sum()
        elif use == "exp":
            loss = loss + buffer.exp().sum()
    if use == "later":
        loss = (buffer * buffer).sum()
    loss.backward()
    yield "weight.grad", round(weight.grad.item(), 3)


EXPECT = {
    "[copy_-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[detach_copy_-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[list_and_stack-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[list_and_stack-times_constant]": {">=1.0": {"weight.grad": 3.0}},
    "[new-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[new-times_constant]": {">=1.0": {"weight.grad": 3.0}},
    "[rows-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[rows_of_clone-sum]": {">=1.0": {"weight.grad": 3.0}},
    "[rows_of_clone-times_constant]": {">=1.0": {"weight.grad": 3.0}},
    "[list_and_stack-square]": {">=1.0": {"weight.grad": 20.0}},
    "[new-square]": {">=1.0": {"weight.grad": 20.0}},
    "[rows_of_clone-square]": {">=1.0": {"weight.grad": 20.0}},
    "[copy_-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[detach_copy_-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[list_and_stack-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[new-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[rows-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[rows_of_clone-exp]": {">=1.0": {"weight.grad": 116.6}},
    "[copy_-later]": {">=1.0": {"weight.grad": 16.0}},
    "[detach_copy_-later]": {">=1.0": {"weight.grad": 16.0}},
    "[list_and_stack-later]": {">=1.0": {"weight.grad": 16.0}},
    "[new-later]": {">=1.0": {"weight.grad": 16.0}},
    "[rows-later]": {">=1.0": {"weight.grad": 16.0}},
    "[rows_of_clone-later]": {">=1.0": {"weight.grad": 16.0}},
    "[copy_-times_constant]": {"<1.1": {"raises": "RuntimeError"}, ">=1.1": {"weight.grad": 3.0}},
    "[detach_copy_-times_constant]": {"<1.1": {"raises": "RuntimeError"}, ">=1.1": {"weight.grad": 3.0}},
    "[rows-times_constant]": {"<1.1": {"raises": "RuntimeError"}, ">=1.1": {"weight.grad": 3.0}},
    "[out-*]": {">=1.0": {"raises": "RuntimeError"}},
    "[copy_-square]": {">=1.0": {"raises": "RuntimeError"}},
    "[detach_copy_-square]": {">=1.0": {"raises": "RuntimeError"}},
    "[rows-square]": {">=1.0": {"raises": "RuntimeError"}},
}
