"""Parameters, and a module that holds them."""

from torch.tensor import Tensor


class Parameter(Tensor):
    """A leaf that is trained."""

    def __init__(self, data, requires_grad=True):
        super().__init__(data, requires_grad=requires_grad)


class Module:
    """Its attributes that are parameters are its parameters."""

    def parameters(self):
        """Each of them."""
        return [value for value in vars(self).values() if isinstance(value, Parameter)]
