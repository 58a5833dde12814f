"""`python -m gradreg` is the `gradreg` command."""

from gradreg.cli import main

if __name__ == "__main__":
    main()
