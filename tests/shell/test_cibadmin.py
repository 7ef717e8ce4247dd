"""cibadmin as the real one, and the part of XPath it understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from hasim.cib import parse_xml
from hasim.shell.xpath import XPathError, select
from tests.shell.tools import compare_with_real, run, tutorial_cib

DUMMY = '<primitive id="d" class="ocf" provider="pacemaker" type="Dummy"/>'
NESTED = '<primitive id="d"><meta_attributes id="m"><nvpair id="n" name="a" value="b"/></meta_attributes></primitive>'
SEQUENCES = {
    "query": [
        "-Q",
        "-Q -o resources",
        "-Q -o nosuch",
        "-Q -o status --scope nodes",
        "-Q -n -A //group",
        "-Q -A //nosuch",
        "-Q --xpath //primitive -e",
        """-Q -o crm_config -A "//nvpair[@name='dc-version']" """,
        """-Q -A "//nvpair[@name='ip' or @name='nic']" """,
        """-Q -A "//nvpair[contains(@name,'ip') and @id]" """,
        "-Q -A /cib/configuration/resources/*[1]",
        "-Q -A //primitive/@type",
        "-Q -A //group|//clone",
    ],
    "create and modify": [
        f"-C -o resources -X '{DUMMY}'",
        f"-C -o resources -X '{DUMMY}'",
        """-M -o resources -X '<primitive id="d" type="Stateful"/>'""",
        f"-M -o resources -X '{NESTED}'",
        """-M -X '<nvpair id="n" value="z"/>'""",
        """-M -o resources -X '<primitive id="zz" type="Stateful"/>'""",
        """-R -o resources -X '<primitive id="d" class="ocf" provider="heartbeat" type="Dummy"/>'""",
        """-R -o resources -X '<primitive id="ee" class="ocf" provider="heartbeat" type="Dummy"/>'""",
        """-C -o constraints -X '<rsc_location id="l" rsc="d" node="node1" score="1"/>'""",
        """-D -X '<primitive id="d"/>'""",
        """-D -o constraints -X '<rsc_location id="l"/>'""",
        """-D -X '<primitive id="d"/>'""",
        """-D -A //nosuch""",
    ],
    "refusals": [
        "-E",
        "-u",
        "-C -o resources",
        "-C -o resources -x nofile",
        """-C -o constraints -X '<rsc_location id="l9" rsc="nosuch" node="node1" score="1"/>'""",
        "-B",
        "-E --force",
    ],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequence_as_in_the_real_program(name: str, tmp_path: Path) -> None:
    file = tmp_path / "cib.xml"
    file.write_text(tutorial_cib())
    for arguments in SEQUENCES[name]:
        compare_with_real(f"cibadmin {arguments}", file)


TREE = parse_xml('<a id="1"><b id="2" x="p"><c id="3"/></b><b id="4"><c id="5" x="q"/></b></a>')


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("//c", ["3", "5"]),
        ("/a/b", ["2", "4"]),
        ("/a/b[2]/c", ["5"]),
        ("//b[@x]", ["2"]),
        ("//b[@x!='p']", []),
        ("//*[@x='q' or @x='p']", ["2", "5"]),
        ("//b[last()]", ["4"]),
        ("//c|//a", ["1", "3", "5"]),
        ("//b[c]", ["2", "4"]),
        ('//*[starts-with(@x,"q")]', ["5"]),
        ("/b", []),
    ],
)
def test_xpath_selects_in_document_order(expression: str, ids: list[str]) -> None:
    assert [match.element.id for match in select(TREE, expression)] == ids


@pytest.mark.parametrize("expression", ["//b[", "//", "b[@x=']", "nosuch()", ""])
def test_what_is_no_xpath_is_an_error(expression: str) -> None:
    with pytest.raises(XPathError):
        select(TREE, expression)


def test_a_number_names_no_elements() -> None:
    assert select(TREE, "count(//b)") == []


def test_a_failed_change_leaves_the_cib_as_it_was() -> None:
    line = """cibadmin -C -o constraints -X '<rsc_location id="l" rsc="nosuch" node="node1" score="1"/>'"""
    ran = run(line, tutorial_cib())
    assert (ran.status, ran.cib) == (78, parse_xml(tutorial_cib()))
