"""The teacher's guide knows the lessons and the misconceptions as they are."""

from tests.course import guide
from tests.lab.lesson_runs import NOTEBOOKS


def test_the_table_of_misconceptions_is_up_to_date() -> None:
    text = guide.GUIDE.read_text(encoding="utf-8")
    assert guide.guide(text) == text  # python -m tests.course.guide


def test_every_lesson_has_its_row() -> None:
    text = guide.GUIDE.read_text(encoding="utf-8")
    numbers = sorted(int(path.name[:2]) for path in (NOTEBOOKS / "source").glob("*.md") if "exam" not in path.name)
    assert [f"| {number} " in text for number in numbers] == [True] * len(numbers)
