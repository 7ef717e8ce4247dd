"""The file system as a value: paths, links, errors, and cheap growth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.sim.files import Content, File, FileSystem, Kind


@given(st.lists(st.text(max_size=20), max_size=60))
def test_appended_content_is_the_joined_text(pieces: list[str]) -> None:
    """However a text grew, it reads as its pieces joined, and equal texts are equal."""
    content = Content()
    for piece in pieces:
        content = content.append(piece)
    assert "".join(pieces) == str(content)
    assert content == Content(("".join(pieces),))


def test_a_log_of_many_lines_keeps_few_pieces() -> None:
    """About log2(size) pieces, so that a line costs little, and the shorter log is still there."""
    content = Content()
    for number in range(10_000):
        before, content = content, content.append(f"line {number:05d}\n")
    assert len(content.pieces) <= 20
    assert len(content) == len(before) + 11


def test_a_change_leaves_the_old_files_alone() -> None:
    """Values are shared, not changed."""
    old = FileSystem().mkdir("/etc").write("/etc/a", "1")
    new = old.write("/etc/a", "2").write("/etc/b", "3")
    assert ("1", False, "2") == (old.read("/etc/a"), old.exists("/etc/b"), new.read("/etc/a"))


def test_links_are_followed_on_the_way_and_at_the_end() -> None:
    """A link in the middle, a relative one, one to a name that does not exist yet."""
    files = FileSystem().mkdir("/run").mkdir("/var").link("/var/run", "../run").mkdir("/run/httpd")
    files = files.mkdir("/etc").link("/etc/pid", "/var/run/httpd/pid")
    files = files.write("/etc/pid", "42")
    assert ("42", "/run/httpd/pid") == (files.read("/run/httpd/pid"), files.resolve("/etc/pid"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "No such file or directory"),
        ("/none/deeper", "No such file or directory"),
        ("/file/deeper", "Not a directory"),
        ("/dir", "Is a directory"),
        ("/loop", "Too many levels of symbolic links"),
    ],
)
def test_reading_fails_in_linuxs_words(path: str, words: str) -> None:
    """The built-in error of the right kind with the system's text."""
    files = FileSystem().write("/file", "x").mkdir("/dir").link("/loop", "/loop")
    with pytest.raises(OSError, match=words):
        files.read(path)


def test_a_directory_moves_with_what_is_in_it() -> None:
    """Renaming keeps the tree; removing a full directory is refused, removing the tree is not."""
    files = FileSystem().mkdir("/a").mkdir("/a/b").write("/a/b/c", "x").rename("/a", "/z")
    assert ("x", False) == (files.read("/z/b/c"), files.exists("/a"))
    with pytest.raises(OSError, match="not empty"):
        files.remove("/z")
    assert ["/"] == list(files.remove_tree("/z").entries)


def test_a_device_swallows_what_is_written() -> None:
    """/dev/null reads empty and stays a device."""
    files = FileSystem().mkdir("/dev").put("/dev/null", File(Kind.DEVICE)).write("/dev/null", "gone")
    assert ("", Kind.DEVICE) == (files.read("/dev/null"), files.entry("/dev/null").kind)
