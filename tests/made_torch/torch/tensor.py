"""Numbers that remember how they were made, so that a gradient can be sent back; one row of floats, no shapes."""

import types
import warnings

from torch import made


class no_grad:  # noqa: N801 torch's name
    """Within it nothing is remembered."""

    depth = 0

    def __enter__(self):
        no_grad.depth += 1

    def __exit__(self, *error):
        no_grad.depth -= 1


def is_grad_enabled():
    """Whether operations are remembered."""
    return not no_grad.depth


class Tensor:
    """A row of floats; `_parents` holds (tensor, how a gradient passes to it) until a backward used it."""

    is_sparse = False
    dtype = "torch.float32"

    def __init__(self, data, requires_grad=False, parents=(), device="cpu"):
        self.device = types.SimpleNamespace(type=parents[0][0].device.type if parents else device)
        self.data = [float(number) for number in data]
        used = tuple(pair for pair in parents if pair[0].requires_grad) if is_grad_enabled() else ()
        self.requires_grad, self._parents, self._grad = bool(requires_grad or used), used, None
        self.is_leaf = not used

    @property
    def grad(self):
        """What was accumulated; a tensor that is no leaf has none, and a later build warns of it."""
        if made.WARNS_OF_GRAD_OF_A_NON_LEAF and self.requires_grad and not self.is_leaf:
            warnings.warn("The .grad of a tensor that is not a leaf is read.", UserWarning, stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, value):
        self._grad = value

    def backward(self):
        """Send a gradient of one back to the leaves; what was remembered is used up."""
        if len(self.data) != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        if not self.requires_grad:
            raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
        grads = {id(self): [1.0]}
        for node in self._line():
            node._send(grads)

    def _line(self):
        """This tensor and all it came from, each before its parents."""
        seen, line = set(), []

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node._parents or ():
                    visit(parent)
                line.append(node)

        visit(self)
        return reversed(line)

    def _send(self, grads):
        if self._parents is None:
            raise RuntimeError("Trying to backward through the graph a second time")
        grad = grads[id(self)]
        if self.is_leaf:
            whole = grad if self._grad is None else map(sum, zip(self._grad.data, grad, strict=True))
            self._grad = Tensor(whole, device=self.device.type)
            return
        for parent, share in self._parents:
            mine, old = share(grad), grads.get(id(parent))
            grads[id(parent)] = mine if old is None else [one + two for one, two in zip(old, mine, strict=True)]
        self._parents = None

    def __mul__(self, other):
        if not isinstance(other, Tensor):
            return Tensor([x * other for x in self.data], parents=[(self, lambda grad: [g * other for g in grad])])
        left, right = list(self.data), list(other.data)
        return Tensor(
            [x * y for x, y in zip(left, right, strict=True)],
            parents=[
                (self, lambda grad: [g * y for g, y in zip(grad, right, strict=True)]),
                (other, lambda grad: [g * x for g, x in zip(grad, left, strict=True)]),
            ],
        )

    def sum(self):
        """All numbers added up."""
        count = len(self.data)
        return Tensor([sum(self.data)], parents=[(self, lambda grad: grad * count)])

    def detach(self):
        """The same numbers without their past."""
        return Tensor(self.data)

    clone = detach

    def zero_(self):
        """Set every number to zero, in place."""
        self.data = [0.0] * len(self.data)
        return self

    def abs(self):
        """Sizes."""
        return Tensor(map(abs, self.data))

    def any(self):
        """Whether a number is not zero."""
        return any(self.data)

    def __eq__(self, other):
        return self._compared(other, equal=True)

    def __ne__(self, other):
        return self._compared(other, equal=False)

    def _compared(self, other, *, equal):
        others = other.data if isinstance(other, Tensor) else [other] * len(self.data)
        return Tensor((x == y) is equal for x, y in zip(self.data, others, strict=True))

    __hash__ = object.__hash__

    def __iter__(self):
        return iter(self.data)

    def __float__(self):
        return self.data[0]
