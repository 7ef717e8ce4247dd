"""`hasim lab`: open a lesson, or one's own configuration, in JupyterLab."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from hasim.host import read_bytes
from hasim.intake import IntakeError, take
from hasim.lab import lessons
from hasim.lab.lesson_language import system_language
from hasim.lab.lessons import home, lessons_folder
from hasim.text import LANGUAGES, say

__all__ = ["home", "lessons_folder", "main", "open_lab", "own_cluster"]

OK, USAGE, DATA, NO_INPUT = 0, 64, 65, 66


def main(argv: list[str] | None = None) -> int:
    """Make or keep the learner's copy of the lessons and open JupyterLab on it; the exit status says how it went."""
    options = _options(sys.argv[1:] if argv is None else argv)
    if isinstance(options, int):
        return options
    lang = options.lang or system_language()
    name = lessons.find(options.lesson, lang)
    if name is None:
        known = ", ".join(lessons.lessons(lang))
        print(f"hasim: {say('launch.unknown', lang, lesson=options.lesson, lessons=known)}", file=sys.stderr)
        return USAGE
    folder = home()
    new = lessons.working_copy(folder)
    notebook = Path(lang) / f"{name}.ipynb"
    given = options.cib or options.configure
    if given:
        try:
            notebook = own_cluster(folder, Path(given), lang)
        except OSError as error:
            reason = getattr(error, "strerror", None) or str(error)
            print(f"hasim: {say('launch.no_file', lang, file=given, reason=reason)}", file=sys.stderr)
            return NO_INPUT
        except IntakeError as error:
            print(f"hasim: {given}: {error.said(lang)}", file=sys.stderr)
            return DATA
    print(say("launch.made" if new else "launch.kept", lang, folder=folder))
    return open_lab(folder, notebook)


def _options(argv: list[str]) -> Any:
    parser = argparse.ArgumentParser(prog="hasim lab", description="Open a lesson in JupyterLab.")
    parser.add_argument("lesson", nargs="?", default="", help="its name or number; the first one by default")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the lesson; the system's by default")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--cib", metavar="FILE", help="open this CIB, or output of cibadmin -Q, instead")
    own.add_argument("--configure", metavar="FILE", help="open these crm configure commands instead")
    try:
        return parser.parse_args(argv)
    except SystemExit as error:
        return USAGE if error.code else OK


def own_cluster(folder: Path, source: Path, lang: str) -> Path:
    """A notebook on one's own configuration, beside a copy of it; the path within `folder`.

    OSError where the file cannot be read, IntakeError where it is no configuration, Unsupported where hasim cannot
    even decide about it.
    """
    data = read_bytes(str(source))
    take(data)
    own = folder / lang / "own"
    own.mkdir(parents=True, exist_ok=True)
    (own / source.name).write_bytes(data)
    notebook = own / f"{source.stem}.ipynb"
    if not notebook.exists():
        notebook.write_text(json.dumps(_notebook(source.name, lang), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return notebook.relative_to(folder)


def _notebook(file: str, lang: str) -> dict[str, Any]:
    code = f"from pathlib import Path\n\nfrom hasim.lab import bring\n\nbring(Path({file!r}), lang={lang!r})"
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "board",
        "metadata": {},
        "source": code,
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def open_lab(folder: Path, notebook: Path) -> int:
    """Run JupyterLab on `folder` with the notebook open, until it is stopped."""
    from jupyterlab.labapp import LabApp

    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{notebook.as_posix()}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        options.append("--allow-root")  # in a container there is often nobody else, and JupyterLab would not start
    LabApp.launch_instance(options)
    return OK
