"""Written into each wheel by the index: in what this build differs from others."""

ZERO_GRAD_LEAVES_NONE = False
WARNS_OF_GRAD_OF_A_NON_LEAF = False
