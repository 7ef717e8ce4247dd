"""A lesson's notebook as a session file: the inputs that running its cells from top to bottom would make."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hasim.lab.lines import commands


def lesson_session(notebook: Path) -> str:
    """The session file's text. ValueError where no cell of the notebook makes a session."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    head = next((head for source in sources if (head := session_head(source))), None)
    if head is None:
        raise ValueError(f"no cell of {notebook} makes a session")
    rows = [{"hasim": 1, **head}, *(row for source in sources for row in inputs(source))]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def session_head(source: str) -> dict[str, Any] | None:
    """The arguments of `Session(...)` that are plain values, if the cell makes a session."""
    if source.startswith("%") or "Session(" not in source:
        return None
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Session":
            plain = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
            named = {name: value for name, value in plain.items() if name is not None}
            first = call.args[0] if call.args else None
            return {"scenario": first.value, **named} if isinstance(first, ast.Constant) else named
    return None


def inputs(source: str) -> Iterator[dict[str, Any]]:
    """The inputs of a cell that begins with `%%on` or `%%write`; after them the cluster settles."""
    first, _, body = source.partition("\n")
    magic, *words = first.split() or [""]
    if magic == "%%on":
        yield from ({"at": node, "run": command} for node in words for command in commands(body))
    elif magic == "%%write":
        yield from ({"at": node, "write": words[-1], "text": body} for node in words[:-1])
    if magic in ("%%on", "%%write"):
        yield {"settle": True}
