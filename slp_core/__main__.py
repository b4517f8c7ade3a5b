"""`python -m slp_core`: the use cases without a screen."""

from .cli import main

main()
