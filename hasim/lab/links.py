"""`hasim link`: the addresses under which a lesson opens with nothing installed."""

import argparse
import sys
from typing import Any

from hasim.host import read_text
from hasim.lab import lessons
from hasim.lab.lesson_language import system_language
from hasim.text import LANGUAGES, say
from hasim.ways import PLACEHOLDER, WaysError, published, ways

OK, USAGE = 0, 64


def main(argv: list[str]) -> int:
    """Print a link for each way in; the exit status says how it went."""
    options = _options(argv)
    if isinstance(options, int):
        return options
    lang = options.lang or system_language()
    lesson = lessons.find(options.lesson, lang)
    if lesson is None:
        known = ", ".join(lessons.lessons(lang))
        return _say(say("launch.unknown", lang, lesson=options.lesson, lessons=known))
    owner, name = (options.owner or _here()[0]), (options.name or _here()[1])
    notebook = f"{lang}/{lesson}.ipynb"
    try:
        found = ways(owner, name, options.branch, notebook, hub=options.hub, site=options.site)
    except WaysError as error:
        return _say(str(error))
    for way, link in found._asdict().items():
        if link:
            print(f"{say(f'ways.{way}', lang)}: {link}")
    if PLACEHOLDER == (owner, name):
        _say(say("ways.placeholder", lang))
    return OK


def _here() -> tuple[str, str]:
    """The owner and name that the README of this checkout gives."""
    try:
        return published(read_text(str(lessons.lessons_folder().parent / "README.md")))
    except OSError:
        return PLACEHOLDER


def _say(line: str) -> int:
    print(f"hasim: {line}", file=sys.stderr)
    return USAGE


def _options(argv: list[str]) -> Any:
    parser = argparse.ArgumentParser(prog="hasim link", description="Links that open a lesson with nothing installed.")
    parser.add_argument("--owner", default="", help="who publishes the project; by default, as its README says")
    parser.add_argument("--name", default="", help="the project's name there")
    parser.add_argument("--branch", default="main")
    parser.add_argument("--lesson", default="", help="its name or number; the first one by default")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the lesson; the system's by default")
    parser.add_argument("--hub", default="", metavar="URL", help="a JupyterHub that has nbgitpuller")
    parser.add_argument("--site", default="", metavar="URL", help="where the JupyterLite site is, if not on its pages")
    try:
        return parser.parse_args(argv)
    except SystemExit as error:
        return USAGE if error.code else OK
