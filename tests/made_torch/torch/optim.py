"""Plain descent, and the question this index is about: what clearing a gradient leaves."""

from torch import cuda, made


class Optimizer:
    """Holds parameters, clears their gradients."""

    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def zero_grad(self, set_to_none=made.ZERO_GRAD_LEAVES_NONE):
        """Clear the gradients: the default depends on the build."""
        for weight in self.params:
            if weight.grad is not None:
                weight.grad = None if set_to_none else weight.grad.zero_()


class SGD(Optimizer):
    """Moves each parameter against its gradient."""

    def step(self):
        """Take one step."""
        for weight in self.params:
            if weight.grad is not None:
                moved = zip(weight.data, weight.grad.data, strict=True)
                weight.data = [number - self.lr * slope for number, slope in moved]


class Adam(SGD):
    """Descends as plainly; asks for a GPU first, as the real one does."""

    def step(self):
        """Take one step."""
        cuda.is_available()
        super().step()
