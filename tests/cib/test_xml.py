"""XML goes in and out without loss, and nothing hostile goes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cib import Cib, CibError, Element, parse_xml, write_xml
from hasim.cib.xml import ascii_only, pacemaker_value, told_value
from tests.support import recordings

NAMES = st.from_regex(r"[a-z][a-z_-]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\"'<>&"))
ELEMENTS = st.recursive(
    st.builds(Element, NAMES, st.dictionaries(NAMES, VALUES, max_size=4)),
    lambda inner: st.builds(
        Element, NAMES, st.dictionaries(NAMES, VALUES, max_size=4), st.lists(inner, max_size=4).map(tuple)
    ),
    max_leaves=12,
)


@given(ELEMENTS)
def test_writing_and_reading_gives_the_same(element: Element) -> None:
    assert element == parse_xml(write_xml(element))


@pytest.mark.parametrize("path", recordings("pacemaker-cts/xml", "*.xml")[::7], ids=lambda path: path.stem)
def test_recorded_configurations_survive(path: Path) -> None:
    cib = Cib.parse(path.read_bytes())
    assert cib == Cib.parse(cib.text())


def test_comments_are_kept() -> None:
    element = parse_xml("<a><!-- why --><b/></a>")
    assert "<a>\n  <!-- why -->\n  <b/>\n</a>\n" == write_xml(element)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not well-formed"),
        ("<a>", "not well-formed"),
        ("<a></b>", "not well-formed"),
        ("\0", "not well-formed"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        ("<a>" * 100_000, "nested deeper"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "unknown encoding"),
    ],
)
def test_bad_input_is_named(text: str | bytes, reason: str) -> None:
    with pytest.raises(CibError, match=reason):
        parse_xml(text)


def test_another_document_is_no_cib() -> None:
    with pytest.raises(CibError, match="root element is <html>"):
        Cib.parse("<html/>")


@pytest.mark.parametrize(
    ("value", "written", "told"),
    [
        ('it\'s <a & "b">', "it&apos;s &lt;a &amp; &quot;b&quot;&gt;", 'it\'s <a & "b">'),
        ("a\tb\nc\rd\x7f", "a    b\\nc\\rd\\177", "a    b\\nc\\rd\\177"),
        ('"é"\n', '&quot;é"\n', '"é" '),  # from the first letter beyond ASCII on, nothing is escaped
    ],
)
def test_pacemakers_own_writer(value: str, written: str, told: str) -> None:
    assert (pacemaker_value(value), told_value(value)) == (written, told)


def test_the_library_writes_references_for_what_is_not_ascii() -> None:
    assert ascii_only('<a b="é\U0001f600"/>') == '<a b="&#xE9;&#x1F600;"/>'
