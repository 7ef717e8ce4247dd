"""Make the site: `python docs/build.py [FOLDER]`, without network. A warning is an error.

The command line:

    python docs/build.py                 everything; runs all lessons, which takes some minutes
    python docs/build.py --lessons 01    the lessons whose names begin so, comma-separated; "" for none
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from docs import lessons  # noqa: E402

BESIDE = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changes.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages of the project that stand outside docs/, and what they are called on the site."""


def gather(source: Path, chosen: list[str]) -> None:
    """Everything that Sphinx is to read, with the links between the pages as they are on the site."""
    shutil.copytree(HERE / "images", source / "images")
    shutil.copy(HERE / "conf.py", source)
    pages = {path: path.name for path in HERE.glob("*.md")} | {ROOT / old: new for old, new in BESIDE.items()}
    for path, name in pages.items():
        (source / name).write_text(_relinked(path.read_text(encoding="utf-8")), encoding="utf-8")
    _list_the_others(source / "index.md", [Path(name).stem for name in pages.values()])
    lessons.write(source / "lessons", chosen)


def _list_the_others(index: Path, names: list[str]) -> None:
    """A page that index.md does not name stands in the menu's last part."""
    text = index.read_text(encoding="utf-8")
    others = [name for name in sorted(names) if name != "index" and not re.search(rf"(?m)^{name}$", text)]
    if others:
        listed = ["```{toctree}", ":hidden:", ":caption: More", "", *others, "```"]
        index.write_text("\n".join([text, *listed, ""]), encoding="utf-8")


def _relinked(text: str) -> str:
    text = re.sub(r"\]\((?:\.\./)?docs/", "](", text)
    for old, new in BESIDE.items():
        text = text.replace(f"](../{old}", f"]({new}").replace(f"]({old}", f"]({new}")
    return text


def build(target: Path, chosen: list[str]) -> int:
    """Make the site in `target`; the exit status of Sphinx."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        gather(source, chosen)
        return build_main(["-W", "--keep-going", "-q", "-E", "-d", f"{folder}/trees", str(source), str(target)])


def main(argv: list[str] | None = None) -> int:
    """Build the site from the command line."""
    parser = argparse.ArgumentParser(description="Make the site.")
    parser.add_argument("target", nargs="?", type=Path, default=ROOT / "site", help="where to (default: site)")
    parser.add_argument("--lessons", help="the lessons to run: how their names begin, comma-separated")
    options = parser.parse_args(argv)
    wanted = None if options.lessons is None else tuple(filter(None, options.lessons.split(",")))
    chosen = [name for name in lessons.names() if wanted is None or name.startswith(wanted or ("none",))]
    return build(options.target, chosen)


if __name__ == "__main__":
    sys.exit(main())
