"""What has changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from hasim.lab.difference import Line, difference, html

TEXTS = st.lists(st.text("ab <&", max_size=4), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    lines = difference(before, after)
    assert [each.text for each in lines if each.sign != "+"] == before.splitlines()
    assert [each.text for each in lines if each.sign != "-"] == after.splitlines()
    assert all(0 <= a < b <= len(each.text) for each in lines for a, b in each.marks)


def test_a_changed_line_marks_what_differs() -> None:
    assert difference("keep\nvalue=3", "keep\nvalue=25") == [
        Line(" ", "keep"),
        Line("-", "value=3", ((6, 7),)),
        Line("+", "value=25", ((6, 8),)),
    ]


def test_html_shows_signs_and_a_little_around_each_change() -> None:
    before = "\n".join(f"<{number}>" for number in range(20))
    shown = html(difference(before, before.replace("<10>", "<ten>")))
    assert "- &lt;<b>10</b>&gt;" in shown
    assert "+ &lt;<b>ten</b>&gt;" in shown
    assert "&lt;8&gt;" in shown
    assert "&lt;7&gt;" not in shown
    assert html(difference(before, before)) == ""
