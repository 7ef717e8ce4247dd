"""Make the lessons, one notebook a language, from their source: `python notebooks/build.py`.

A lesson's source is one Markdown file, `notebooks/source/NN-name.md`, in which every text stands in all languages and
every code cell stands once, so that the code cannot differ:

    <!-- text about-kill -->
    English text, as many paragraphs as it needs.
    <!-- ja 1f0c9a2e -->
    The same in Japanese.

    <!-- code kill -->
    ```python
    %%on node1
    kill -9 $(cat /etc/httpd/run/httpd.pid)
    ```

The words behind `text` and `code` are the ids of the cells. The number behind a language is the stamp of the English
text that it translates: when the English text is changed, the stamp no longer fits, and the translation counts as
stale until somebody has mended it and put a new stamp on it. A third language is one more such part in every text.

    python notebooks/build.py            write the notebooks; stale and missing translations are errors
    python notebooks/build.py --check    write nothing, and fail where the notebooks differ from their source
    python notebooks/build.py --stamp    after looking at the translations: stamp them all anew
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import nbformat

HERE = Path(__file__).resolve().parent
ORIGIN = "en"
LANGUAGES = (ORIGIN, "ja")
MARK = re.compile(r"<!-- (\w+)(?: ([\w-]+))? -->")
FENCE = re.compile(r"```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class SourceError(ValueError):
    """A source that cannot be understood, or a translation that is missing or stale."""


@dataclass(slots=True)
class Cell:
    """A code cell (`code`), or a text in each language with the stamp of the English text that it was made from."""

    id: str
    code: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)

    def faults(self, languages: tuple[str, ...] = LANGUAGES) -> Iterator[str]:
        """What is wrong with its translations."""
        if self.code is not None:
            return
        for lang in languages:
            if not self.texts.get(lang):
                yield f"{self.id}: there is no text in {lang!r}"
            elif lang != ORIGIN and self.stamps.get(lang) != stamp(self.texts[ORIGIN]):
                yield f"{self.id}: the text in {lang!r} translates an older English one; mend it, then --stamp"


def stamp(text: str) -> str:
    """What stands for an English text; it changes with the words, not with how their lines are broken."""
    return blake2b(" ".join(text.split()).encode(), digest_size=4).hexdigest()


def read(source: str) -> list[Cell]:
    """The cells of a lesson's source. Raises SourceError with the place of the fault."""
    cells: list[Cell] = []
    pieces = list(_pieces(source))
    for number, (kind, name, body) in enumerate(pieces):
        if kind in ("text", "code"):
            if not name or any(cell.id == name for cell in cells):
                raise SourceError(f"part {number + 1}: a {kind} needs an id of its own, not {name!r}")
            cells.append(Cell(name, _code(name, body)) if kind == "code" else Cell(name, texts={ORIGIN: body}))
        elif kind in LANGUAGES and cells and cells[-1].code is None:
            cells[-1].texts[kind], cells[-1].stamps[kind] = body, name
        else:
            raise SourceError(f"part {number + 1}: <!-- {kind} {name} --> is not expected here")
    return cells


def _pieces(source: str) -> Iterator[tuple[str, str, str]]:
    marks = [(match, match.end()) for match in re.finditer(rf"^{MARK.pattern}$", source, re.MULTILINE)]
    if source[: marks[0][0].start()].strip() if marks else source.strip():
        raise SourceError("the source begins with <!-- text ID --> or <!-- code ID -->")
    for place, (match, end) in enumerate(marks):
        until = marks[place + 1][0].start() if place + 1 < len(marks) else len(source)
        yield match[1], match[2] or "", source[end:until].strip("\n")


def _code(name: str, body: str) -> str:
    fenced = FENCE.match(body)
    if fenced is None:
        raise SourceError(f"{name}: code stands between ``` lines")
    return fenced[1]


def written(cells: list[Cell]) -> str:
    """The source that says the same, with fresh stamps."""
    return "\n".join(_written(cell) for cell in cells)


def _written(cell: Cell) -> str:
    if cell.code is not None:
        return f"<!-- code {cell.id} -->\n```python\n{cell.code}\n```\n"
    origin = cell.texts[ORIGIN]
    others = [f"<!-- {lang} {stamp(origin)} -->\n{text}\n" for lang, text in cell.texts.items() if lang != ORIGIN]
    return "".join([f"<!-- text {cell.id} -->\n{origin}\n", *others])


def notebook(cells: list[Cell], lang: str) -> Any:
    """The lesson in one language."""
    made = [
        nbformat.v4.new_markdown_cell(cell.texts[lang], id=cell.id)
        if cell.code is None
        else nbformat.v4.new_code_cell(cell.code, id=cell.id)
        for cell in cells
    ]
    return nbformat.v4.new_notebook(cells=made, metadata=METADATA)


def text_of(made: Any) -> str:
    """A notebook as the text of its file."""
    return str(nbformat.writes(made, ensure_ascii=False)) + "\n"


def sources(folder: Path = HERE) -> list[Path]:
    """The sources of the lessons, in order."""
    return sorted((folder / "source").glob("*.md"))


def faults(folder: Path = HERE) -> list[str]:
    """All that is wrong with the lessons below `folder`: translations, and notebooks that differ from their source."""
    found = []
    for source in sources(folder):
        cells = read(source.read_text(encoding="utf-8"))
        wrong = [f"{source.name}: {fault}" for cell in cells for fault in cell.faults()]
        found += wrong or [
            f"{path.relative_to(folder)}: not what its source says; run notebooks/build.py"
            for lang in LANGUAGES
            if (path := folder / lang / f"{source.stem}.ipynb")
            and (not path.exists() or path.read_text(encoding="utf-8") != text_of(notebook(cells, lang)))
        ]
    names = {source.stem for source in sources(folder)}
    strays = [path for lang in LANGUAGES for path in (folder / lang).glob("*.ipynb") if path.stem not in names]
    return found + [f"{path.relative_to(folder)}: there is no source for it" for path in strays]


def build(folder: Path = HERE) -> list[str]:
    """Write every notebook whose source is whole; the faults of the others."""
    found = []
    for source in sources(folder):
        cells = read(source.read_text(encoding="utf-8"))
        wrong = [f"{source.name}: {fault}" for cell in cells for fault in cell.faults()]
        found += wrong
        for lang in () if wrong else LANGUAGES:
            (folder / lang).mkdir(exist_ok=True)
            (folder / lang / f"{source.stem}.ipynb").write_text(text_of(notebook(cells, lang)), encoding="utf-8")
    return found


def restamp(folder: Path = HERE) -> None:
    """Declare that every translation says what the English text says."""
    for source in sources(folder):
        source.write_text(written(read(source.read_text(encoding="utf-8"))), encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Build or check; the exit status is 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Make the lessons from their source.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="write nothing, fail where something is out of step")
    how.add_argument("--stamp", action="store_true", help="declare all translations to be up to date")
    options = parser.parse_args(argv)
    try:
        if options.stamp:
            restamp()
        found = faults() if options.check else build()
    except SourceError as error:
        found = [str(error)]
    print("\n".join(found), end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
