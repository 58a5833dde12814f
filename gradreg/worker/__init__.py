"""Nothing here: `observe.py` is run by path and never imported by gradreg."""
