"""The code of docs/why.md prints what stands below it."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "why.md"


def test_the_page_prints_what_it_shows() -> None:
    blocks = re.findall(r"```(python)?\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    codes, shown = [text for kind, text in blocks if kind], [text for kind, text in blocks if not kind]
    assert len(codes) == len(shown) == 2
    for code, expected in zip(codes, shown, strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(PAGE), "exec"), names)
        assert printed.getvalue() == expected
