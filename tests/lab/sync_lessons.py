"""Bring the code cells of a lesson's other languages in step with the English ones, and strip all outputs.

Run it after editing `notebooks/en/*.ipynb`: `python tests/lab/sync_lessons.py`. Cells are matched by their ids; a new
code cell is put behind the cell that it follows in English. Texts are left to people.
"""

import json
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def stripped(cell: dict[str, Any]) -> dict[str, Any]:
    """The cell without what running it has left behind."""
    kept = {**cell, "metadata": {}}
    return kept | {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else kept


def in_step(english: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The other language's cells with the English code, in the English order of ids."""
    own = {cell["id"]: cell for cell in other if cell["cell_type"] == "markdown"}
    order = [cell["id"] for cell in english]
    new = [own.get(cell["id"], cell) if cell["cell_type"] == "markdown" else cell for cell in english]
    return [stripped(cell) for cell in new] + [stripped(cell) for id, cell in own.items() if id not in order]


def main() -> None:
    """Rewrite every notebook."""
    for path in sorted((NOTEBOOKS / "en").glob("*.ipynb")):
        english = json.loads(path.read_text(encoding="utf-8"))
        for each in sorted(NOTEBOOKS.glob(f"*/{path.name}")):
            notebook = json.loads(each.read_text(encoding="utf-8"))
            cells = in_step(english["cells"], notebook["cells"])
            metadata = {name: english["metadata"][name] for name in ("kernelspec", "language_info")}
            whole = notebook | {"cells": cells, "metadata": metadata}
            each.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
