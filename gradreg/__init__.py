"""gradreg: what autograd does in every release of PyTorch, by measurement."""

__version__ = "0.1.0"
