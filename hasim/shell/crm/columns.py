"""Lists in columns, as crm prints names, on a screen of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH = 80


def in_columns(names: Sequence[str]) -> list[str]:
    """The lines of such a list: as many columns as fit, filled row by row, each as wide as its share of the screen."""
    columns = max(1, _WIDTH // (max([8, *map(len, names)]) + 2))
    width = _WIDTH // columns
    lines: list[str] = []
    for start in range(0, len(names), columns):
        row = names[start : start + columns]
        last = len(row) == columns and columns > 1
        cells = [f"{name:<{width}}" for name in row[:-1]] + [row[-1] if last else f"{row[-1]:<{width}}"]
        lines.append("".join(cells))
    return lines
