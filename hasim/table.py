"""Tables: pandas DataFrames, or where pandas is not installed (as in a browser without a network), plain ones.

A plain table can be looked at, and does what the lessons ask of one: its length, its first and last rows, a column,
a slice of its rows, and a query. Anything else says that it takes pandas.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    import pandas as pd


def table(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows as a DataFrame, or as a `PlainTable` where there is no pandas."""
    found = [tuple(row) for row in rows]
    try:
        import pandas
    except ModuleNotFoundError:
        return cast("pd.DataFrame", PlainTable(found, columns))
    return pandas.DataFrame(found, columns=list(columns))


class PlainTable:
    """Rows under named columns; each row has a number, which it keeps."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], columns: Sequence[str], index: Sequence[int] = ()) -> None:
        self._rows = list(rows)
        self.columns = list(columns)
        self.index = list(index or range(len(self._rows)))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, wanted: str | slice) -> Any:
        """A column as a list (KeyError for none), or some of the rows as a table."""
        if isinstance(wanted, slice):
            return PlainTable(self._rows[wanted], self.columns, self.index[wanted])
        if wanted not in self.columns:
            raise KeyError(wanted)
        place = self.columns.index(wanted)
        return [row[place] for row in self._rows]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what IPython and copying look for
            raise AttributeError(name)
        raise AttributeError(f"a plain table has no {name!r}; that needs pandas, which is not installed here")

    def head(self, count: int = 5) -> PlainTable:
        """The first rows."""
        return cast(PlainTable, self[:count])

    def tail(self, count: int = 5) -> PlainTable:
        """The last rows."""
        return cast(PlainTable, self[max(0, len(self) - count) :])

    def query(self, condition: str) -> PlainTable:
        """The rows for which a condition holds, such as ``"kind == 'fault' and time > 20"``.

        Columns are names in it; comparisons, ``in``, ``and``, ``or`` and ``not`` join them. NameError for an unknown
        column, ValueError for anything else.
        """
        meant = ast.parse(condition.strip(), mode="eval").body
        kept = [
            place for place, row in enumerate(self._rows) if _value(meant, dict(zip(self.columns, row, strict=True)))
        ]
        return PlainTable([self._rows[place] for place in kept], self.columns, [self.index[place] for place in kept])

    def to_dict(self, orient: str = "records") -> list[dict[str, Any]]:
        """The rows, each as a dict. ValueError for another orientation."""
        if orient != "records":
            raise ValueError(f"a plain table knows only records, not {orient!r}; that needs pandas")
        return [dict(zip(self.columns, row, strict=True)) for row in self._rows]

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", *self.columns))
        body = "".join(
            f'<tr><th scope="row">{number}</th>{"".join(f"<td>{escape(_cell(each))}</td>" for each in row)}</tr>'
            for number, row in zip(self.index, self._rows, strict=True)
        )
        return f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def __repr__(self) -> str:
        if not self._rows:
            return f"Empty table\nColumns: {', '.join(self.columns)}"
        lines = [["", *self.columns]]
        lines += [[str(number), *map(_cell, row)] for number, row in zip(self.index, self._rows, strict=True)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
        return "\n".join("  ".join(cell.rjust(wide) for cell, wide in zip(line, widths, strict=True)) for line in lines)


_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}


def _value(node: ast.expr, row: dict[str, Any]) -> Any:
    """What a condition says of a row. Nothing can be called in it: a condition reads, and does nothing else."""
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            if node.id not in row:
                raise NameError(f"name {node.id!r} is not defined")
            return row[node.id]
        case ast.List() | ast.Tuple():
            return [_value(each, row) for each in node.elts]
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, row)
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, row)
        case ast.BoolOp():
            joined = all if isinstance(node.op, ast.And) else any
            return joined(_value(each, row) for each in node.values)
        case ast.Compare():
            values = [_value(each, row) for each in (node.left, *node.comparators)]
            return all(
                _COMPARISONS[type(kind)](one, other)
                for kind, one, other in zip(node.ops, values, values[1:], strict=False)
                if type(kind) in _COMPARISONS or _refuse(kind)
            )
    return _refuse(node)


def _refuse(node: ast.AST) -> bool:
    raise ValueError(f"a plain table's conditions know no {type(node).__name__}; that needs pandas")


def _cell(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
