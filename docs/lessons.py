"""The lessons as pages to read: each notebook is run, and what its cells printed and showed is kept.

A page is a strip of pictures: wherever a cell changed what the Board shows, the picture stands below that cell. Buttons
and questions need a kernel; a question's words stay, and the head of the page says how to open the lesson live.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
LANGUAGES = {"en": "Lessons", "ja": "レッスン"}
PROCESSES = 2
"""How many kernels run at once."""
TIMEOUT = 300
"""Seconds that one cell may take."""
LIVE = {
    "en": "A page to read: the Board's pictures stand below the cells that changed them. To press the buttons, answer "
    "the questions and do the exercises, open the lesson live: `hasim lab {name}`.",
    "ja": "これは読むためのページです。ボードの図は、図が変わったセルの下に置いてあります。ボタンを押し、"
    "予想に答え、演習を解くには、レッスンを開いてください: `hasim lab {name} --lang ja`",
}
MARKUP = re.compile(r"[\\\[\]*_`<>]")
WIDTH = re.compile(r'style="width:100%;max-width:([0-9]+px)"')
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def names(lang: str = "en") -> list[str]:
    """The lessons, in order."""
    return sorted(path.stem for path in (NOTEBOOKS / lang).glob("*.ipynb"))


def write(folder: Path, lessons: Iterable[str]) -> None:
    """Run the lessons in each language, and write their pages, pictures and a list of them below `folder`."""
    chosen = list(lessons)
    for lang, title in LANGUAGES.items():
        place = folder / lang
        place.mkdir(parents=True)
        listed = "\n".join(["```{toctree}", ":maxdepth: 1", "", *chosen, "```"])
        (place / "index.md").write_text(f"# {title}\n\n{listed}\n", encoding="utf-8")
    jobs = [(folder / lang, lang, name) for name in chosen for lang in LANGUAGES]
    with ThreadPoolExecutor(PROCESSES) as pool:
        for _ in pool.map(lambda job: Lesson(*job).write(), jobs):
            pass


@dataclass
class Lesson:
    """One lesson in one language, on its way to a page in `folder`."""

    folder: Path
    lang: str
    name: str
    shown: dict[int, list[str]] = field(default_factory=dict)
    """Cell -> the pictures that say something new after it."""
    seen: set[str] = field(default_factory=set)
    pictures: int = 0

    def write(self) -> None:
        """Run it and write the page."""
        notebook = nbformat.read(NOTEBOOKS / self.lang / f"{self.name}.ipynb", as_version=4)
        self._run(notebook)
        text = "\n\n".join(part for part in self._page(notebook) if part.strip())
        (self.folder / f"{self.name}.md").write_text(text + "\n", encoding="utf-8")

    def _run(self, notebook: Any) -> None:
        def executed(cell: Any, cell_index: int, execute_reply: Any) -> None:
            self._look(notebook, cell_index)

        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, self.lang)  # a lesson speaks the language of its folder
            place.mkdir()
            client = NotebookClient(
                notebook,
                timeout=TIMEOUT,
                kernel_name="python3",
                resources={"metadata": {"path": str(place)}},
                on_cell_executed=executed,
            )
            client.execute()

    def _look(self, notebook: Any, index: int) -> None:
        """Keep the pictures on the Boards above whose sentence was not there before: mere waiting is no news."""
        drawn = {
            _sentence(picture): picture
            for cell in notebook.cells[: index + 1]
            for output in cell.get("outputs", ())
            if "hasim-board" in (text := output.get("data", {}).get("text/html", ""))
            for picture in SVG.findall(text)
        }
        self.shown[index] = [picture for sentence, picture in drawn.items() if sentence not in self.seen]
        self.seen = set(drawn)

    def _page(self, notebook: Any) -> Iterator[str]:
        live = f"```{{note}}\n{LIVE[self.lang].format(name=self.name)}\n```"
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                head, line, rest = cell.source.partition("\n")
                yield cell.source.replace(".ipynb)", ".md)") if index else f"{head}\n\n{live}{line}{rest}"
            elif cell.cell_type == "code":
                yield _code(cell.source)
                yield from self._outputs(cell.outputs, notebook.metadata.get("widgets", {}))
                yield from map(self._picture, self.shown.get(index, ()))

    def _outputs(self, outputs: Iterable[Any], widgets: Any) -> Iterator[str]:
        states = widgets.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
        for output in outputs:
            data = output.get("data", {})
            if output.output_type == "stream":
                yield _fenced(output.text, "text")
            elif view := data.get("application/vnd.jupyter.widget-view+json"):
                yield _question(states, view["model_id"])
            elif "text/markdown" in data:
                yield "\n".join(f"> {line}" for line in data["text/markdown"].splitlines())
            elif "hasim-board" in data.get("text/html", "") or "hasim-check" in data.get("text/html", ""):
                continue
            elif "image/svg+xml" in data:
                yield self._picture(data["image/svg+xml"])
            elif "<table" in data.get("text/html", ""):
                yield _raw(data["text/html"])
            elif "text/plain" in data:
                yield _fenced(data["text/plain"], "text")

    def _picture(self, svg: str) -> str:
        """A picture as a file of its own, so that the names in it cannot meet those of another one."""
        self.pictures += 1
        name = f"{self.name}-{self.pictures:02}.svg"
        if " xmlns=" not in svg.partition(">")[0]:
            svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        svg = WIDTH.sub(r'width="\1" style="background:#fff"', svg, count=1)  # a file fills no page; a page may be dark
        (self.folder / name).write_text(svg, encoding="utf-8")
        alt = MARKUP.sub(lambda found: f"\\{found[0]}", _sentence(svg))
        return f"![{alt}]({name})"


def _sentence(svg: str) -> str:
    """What a picture says to a screen reader."""
    label = re.search(r'aria-label="([^"]*)"', svg)
    return html.unescape(label[1]) if label else ""


def _code(source: str) -> str:
    """A cell's code; what is typed on a machine is no Python."""
    return _fenced(source, "text" if source.startswith("%%") else "python")


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _raw(text: str) -> str:
    return f"```{{raw}} html\n{text}\n```"


def _question(states: Any, model: str) -> str:
    """The words of a question that is answered by buttons; nothing for other widgets."""
    children = states.get(model, {}).get("state", {}).get("children", ())
    inner = [states.get(child.removeprefix("IPY_MODEL_"), {}).get("state", {}) for child in children]
    asked = next((str(each["value"]) for each in inner if str(each.get("value", "")).startswith("<b>")), "")
    options = next((each["_options_labels"] for each in inner if each.get("_options_labels")), ())
    if not asked:
        return ""
    return f"> **{html.unescape(re.sub('<[^>]+>', '', asked))}** {' / '.join(options)}"
