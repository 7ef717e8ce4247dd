"""The programs that a person types on a node, one module a program."""
