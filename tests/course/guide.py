"""The table of misconceptions in the teacher's guide, made from the exercises: `python -m tests.course.guide`."""

import re
from pathlib import Path

from hasim.course import catalogue

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "teachers-guide.md"
PLACE = re.compile(r"(<!-- misconceptions -->\n).*?(<!-- /misconceptions -->)", re.DOTALL)


def table() -> str:
    """A row for each misconception: the exercise, its name, the hint."""
    rows = [
        f"| `{exercise.name}` | `{slip.name}` | {slip.hint.render('en', {})} |"
        for exercise in catalogue().values()
        for slip in exercise.slips
    ]
    return "\n".join(["| exercise | misconception | the hint |", "|---|---|---|", *rows, ""])


def guide(text: str) -> str:
    """The guide with the table as it should be."""
    return PLACE.sub(lambda found: f"{found[1]}\n{table()}\n{found[2]}", text)


if __name__ == "__main__":
    GUIDE.write_text(guide(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
