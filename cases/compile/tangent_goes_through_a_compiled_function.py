"""Does forward mode go through a compiled function?

A dual number goes through x**2, compiled with two tracing backends, and its tangent is looked at.
"eager" runs the ordinary operators, and the tangent arrives: 6 at 3.
"aot_eager" keeps it here too, although a tangent that was lost silently has been reported for "inductor";
`torch.func.jvp` called inside the compiled function is another way in: an internal error until 2.2, traced since 2.3.
The compiled rows begin with 2.1: 2.0 refuses Python 3.11, with which these releases are measured.

https://github.com/pytorch/pytorch/issues/187284
https://github.com/pytorch/pytorch/pull/119926
https://docs.pytorch.org/docs/stable/torch.compiler_faq.html
"""

import torch
import torch.autograd.forward_ad as forward_ad

TORCH = {"[*-none]": ">=2.0", "[*-eager]": ">=2.1", "[*-aot_eager]": ">=2.1"}
PARAMS = {"way": ["dual number", "func.jvp inside"], "backend": ["none", "eager", "aot_eager"]}


def observe(device, way, backend):
    jvp, ones = torch.func.jvp, torch.ones(1, device=device)

    def function(x):
        if way == "func.jvp inside":
            return jvp(lambda a: a * a, (x,), (ones,))[1]
        return x * x

    x = torch.full((1,), 3.0, device=device)
    run = function if backend == "none" else torch.compile(function, backend=backend)
    if way == "dual number":
        with forward_ad.dual_level():
            tangent = forward_ad.unpack_dual(run(forward_ad.make_dual(x, ones))).tangent
    else:
        tangent = run(x)
    yield "tangent", None if tangent is None else tangent.tolist()


EXPECT = {
    "[dual number-*]": {">=1.0": {"tangent": [6.0]}},
    "[func.jvp inside-none]": {">=1.0": {"tangent": [6.0]}},
    "[func.jvp inside-aot_eager]": {"<2.3": {"raises": "InternalTorchDynamoError"}, ">=2.3": {"tangent": [6.0]}},
    "[func.jvp inside-eager]": {"<2.3": {"raises": "InternalTorchDynamoError"}, ">=2.3": {"tangent": [6.0]}},
}
