"""The shell language: a parser for what a person types into bash, and an interpreter for what it means.

:mod:`tree` holds the parts of a command line, :mod:`parser` reads a line into them, :mod:`expansion` turns words into
arguments, :mod:`interpreter` runs the tree with the node's programs.
"""
