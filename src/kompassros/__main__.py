"""`python -m kompassros` is the command line."""

from kompassros.cli import main

main()
