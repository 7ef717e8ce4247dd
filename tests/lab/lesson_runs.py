"""A lesson, run from top to bottom, and what its cells have printed."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def run(lang: str, lesson: str, folder: Path) -> nbformat.NotebookNode:
    """The lesson with its outputs. CellExecutionError where a cell raises."""
    place = folder / lang
    place.mkdir()
    notebook = nbformat.read(NOTEBOOKS / lang / lesson, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(place)}})
    client.execute()
    return notebook


def printed(notebook: nbformat.NotebookNode, cell: str) -> str:
    """What the cell of that id has printed."""
    found = next(each for each in notebook.cells if each.id == cell)
    return "".join(output.get("text", "") for output in found.outputs if output.output_type == "stream")


def check_text(notebook: nbformat.NotebookNode, cell: str) -> str:
    """What the check in the cell of that id has answered."""
    found = next(each for each in notebook.cells if each.id == cell)
    return "".join(output.data["text/plain"] for output in found.outputs if "data" in output)
