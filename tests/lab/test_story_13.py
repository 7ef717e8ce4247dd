"""Lesson 13: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "13-your-cluster.ipynb", tmp_path)
    before, _, after = printed(notebook, "alpha-dies").splitlines()
    assert "'vip': ['alpha']" in before
    assert "'backup': ['beta']" in before
    assert "'vip': ['beta']" in after
    assert "'backup': []" in after
    settled = printed(notebook, "settle")
    assert "'alpha': 'online'" in settled
    assert "'vip': ['beta']" in settled
