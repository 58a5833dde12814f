"""Do threads and asyncio tasks started inside no_grad run without gradients?

The mode is kept for each thread: a new thread begins with gradients on, whatever the thread that starts it does.
So work handed to a pool leaves the block; a task of asyncio runs in the same thread and does not:
while one task waits inside `with torch.no_grad()`, every other task of the loop runs without gradients.
What is handed to `torch.jit.fork` uncompiled runs at once, in the caller's thread and mode.

https://pytorch.org/docs/stable/generated/torch.no_grad.html
https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import torch

PARAMS = {
    "started": ["thread", "pool", "pool_started_before", "executor_of_asyncio", "other_task", "same_task", "jit_fork"],
    "mode": ["no_grad", "set_grad_enabled", "inference_mode"],
}

TORCH = {"[*-inference_mode]": ">=1.9", "[jit_fork-*]": ">=1.6"}


def observe(started, mode):
    x = torch.ones(1, requires_grad=True)
    results = []

    def work(*args):
        results.append((x * 2).requires_grad)
        return x

    def block():
        return torch.set_grad_enabled(False) if mode == "set_grad_enabled" else getattr(torch, mode)()

    async def waiting():
        with block():
            await asyncio.sleep(0.01)
            if started == "same_task":
                work()
            elif started == "executor_of_asyncio":
                await asyncio.get_event_loop().run_in_executor(None, work)

    async def other():
        await asyncio.sleep(0)
        if started == "other_task":
            work()

    async def both():
        await asyncio.gather(waiting(), other())

    if started in ("executor_of_asyncio", "other_task", "same_task"):
        loop = asyncio.new_event_loop()
        loop.run_until_complete(both())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
    elif started == "thread":
        with block():
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
    elif started == "jit_fork":
        with block():
            torch.jit.wait(torch.jit.fork(work))
    else:
        with ThreadPoolExecutor(1) as pool:
            if started == "pool_started_before":
                pool.submit(int).result()
            with block():
                pool.submit(work).result()
    yield "result requires grad", results
    yield "grad enabled afterwards", torch.is_grad_enabled()


EXPECT = {
    "[executor_of_asyncio-*]": {">=1.0": {"result requires grad": [True], "grad enabled afterwards": True}},
    "[pool-*]": {">=1.0": {"result requires grad": [True], "grad enabled afterwards": True}},
    "[pool_started_before-*]": {">=1.0": {"result requires grad": [True], "grad enabled afterwards": True}},
    "[thread-*]": {">=1.0": {"result requires grad": [True], "grad enabled afterwards": True}},
    "[other_task-*]": {">=1.0": {"result requires grad": [False], "grad enabled afterwards": True}},
    "[same_task-*]": {">=1.0": {"result requires grad": [False], "grad enabled afterwards": True}},
    "[jit_fork-*]": {
        "<2.11": {"result requires grad": [False], "grad enabled afterwards": True},
        ">=2.11,<2.14": {
            "result requires grad": [False],
            "grad enabled afterwards": True,
            "warns": ["DeprecationWarning"],
        },
        ">=2.14": {"result requires grad": [False], "grad enabled afterwards": True, "warns": ["FutureWarning"]},
    },
}

CLAIMS = [
    {
        "source": "https://pytorch.org/docs/stable/generated/torch.no_grad.html",
        "says": "no_grad is local to its thread and does not affect computation in other threads.",
        "facts": {"result requires grad": [True]},
        "rows": "[thread-no_grad]",
    },
]
