"""A pretended GPU that is as delicate as a real one: who forks after it was started has lost it."""

import os
from pathlib import Path

from torch import gpu

NO_DRIVER = "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU."
TOO_OLD = "The NVIDIA driver on your system is too old (found version 9010). Please update your GPU driver."
NO_KERNEL = "CUDA error: no kernel image is available for execution on the device"
FORKED = "Cannot re-initialize CUDA in forked subprocess."
state = {"process": None}


def note(what):
    """Write into the diary, if there is one."""
    if gpu.DIARY:
        with Path(gpu.DIARY).open("a", encoding="utf-8") as stream:
            stream.write(f"{what} {os.getpid()}\n")


def is_available():
    """Whether there is a GPU that the driver can start; to ask is to start it, as it is for real."""
    if gpu.ARCHITECTURE is None or gpu.DRIVER_IS_TOO_OLD:
        return False
    start()
    return True


def start():
    """Start the GPU, once a process."""
    if state["process"] not in (None, os.getpid()):
        raise RuntimeError(FORKED)
    if gpu.ARCHITECTURE is None:
        raise RuntimeError(NO_DRIVER)
    if gpu.DRIVER_IS_TOO_OLD:
        raise RuntimeError(TOO_OLD)
    if state["process"] is None:
        note("started")
    state["process"] = os.getpid()


def run_kernel():
    """Do something on the GPU."""
    start()
    if "sm_{}{}".format(*gpu.ARCHITECTURE) not in gpu.KERNELS:
        raise RuntimeError(NO_KERNEL)


def get_device_name(number):
    """What the GPU is called."""
    start()
    return "Made GPU"


def get_device_capability(number):
    """Its architecture."""
    start()
    return gpu.ARCHITECTURE


def get_arch_list():
    """What this torch has kernels for."""
    return list(gpu.KERNELS)


note("imported")
