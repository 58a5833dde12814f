"""Does `total_loss += loss` keep the graph of every iteration?

The sum requires grad, and its graph grows by one link with each iteration: memory that is freed only with the sum.
Kept outputs in a list keep their graphs as well.
`loss.item()`, `float(loss)` and `loss.detach()` keep none; the advice against `item()` is wrong.
Under no_grad, and after `backward()`, the links are still there, but what they saved is freed.

https://docs.pytorch.org/docs/stable/notes/faq.html
https://github.com/Lightning-AI/torchmetrics/issues/1160
https://github.com/pytorch/ignite/issues/1674
https://github.com/DeepRank/deeprank/issues/210
"""

import torch

PARAMS = {
    "kept": ["loss", "item", "float", "detach", "data", "clone", "list", "list_detached", "no_grad_sum", "in_place"],
}


def count(tensor):
    nodes, todo = set(), [tensor.grad_fn] if isinstance(tensor, torch.Tensor) and tensor.grad_fn else []
    while todo:
        node = todo.pop()
        if node not in nodes:
            nodes.add(node)
            todo.extend(after for after, _ in node.next_functions if after is not None)
    return len(nodes)


def observe(device, kept):
    weight = torch.ones(2, device=device, requires_grad=True)
    total, outputs = 0.0, []
    if kept == "in_place":
        total = torch.zeros((), device=device)
    for _ in range(3):
        loss = (weight * weight).sum()
        loss.backward()
        if kept == "in_place":
            total += loss
        elif kept == "no_grad_sum":
            with torch.no_grad():
                total = total + loss
        elif kept.startswith("list"):
            outputs.append(loss if kept == "list" else loss.detach())
            total = sum(outputs)
        else:
            keep = {"item": loss.item, "float": loss.__float__, "detach": loss.detach, "clone": loss.clone}
            total = total + (loss.data if kept == "data" else keep.get(kept, lambda: loss)())
        yield "nodes in the graph", count(total)
    yield "total", total.item() if isinstance(total, torch.Tensor) else total
    yield "total requires grad", getattr(total, "requires_grad", False)


EXPECT = {
    "[in_place]": {">=1.0": {"nodes in the graph": [4, 7, 10], "total": 6.0, "total requires grad": True}},
    "[list]": {">=1.0": {"nodes in the graph": [4, 7, 10], "total": 6.0, "total requires grad": True}},
    "[loss]": {">=1.0": {"nodes in the graph": [4, 7, 10], "total": 6.0, "total requires grad": True}},
    "[data]": {">=1.0": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False}},
    "[detach]": {">=1.0": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False}},
    "[item]": {">=1.0": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False}},
    "[list_detached]": {">=1.0": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False}},
    "[no_grad_sum]": {">=1.0": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False}},
    "[float]": {
        "<2.8": {"nodes in the graph": [0, 0, 0], "total": 6.0, "total requires grad": False},
        ">=2.8": {
            "nodes in the graph": [0, 0, 0],
            "total": 6.0,
            "total requires grad": False,
            "warns": ["UserWarning"],
        },
    },
    "[clone]": {">=1.0": {"nodes in the graph": [5, 9, 13], "total": 6.0, "total requires grad": True}},
}

CLAIMS = [
    {
        "source": "https://github.com/DeepRank/deeprank/issues/210",
        "says": "total += loss.item() is to be avoided, it should be loss.detach().item(): item alone keeps the graph.",
        "facts": {"nodes in the graph": [5, 9, 13]},
        "rows": "[item]",
    },
]
