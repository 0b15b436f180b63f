"""``python -m playground`` is the command ``neural-playground``."""

from playground.cli import main

if __name__ == "__main__":  # worker processes import the main module of their parent
    main(prog_name="neural-playground")
