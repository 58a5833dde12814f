"""Written anew by tests: the GPU that this torch is to find."""

ARCHITECTURE = None
"""Such as (9, 0); None where there is no GPU."""
KERNELS = ("sm_80", "sm_90")
DRIVER_IS_TOO_OLD = False
DIARY = None
"""A file in which each process that imports torch, or starts the GPU, writes a line."""
