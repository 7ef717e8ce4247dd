"""Configurations as text: against what crmsh 4.4.1 printed, and read back."""

import pytest

from hasim.cib import Cib
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import load
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import show
from tests.support import RECORDINGS, recordings, shared

ADDRESSES = "unrecognized CIB element <cyfunction Comment at 0x"
"""crmsh names a comment between objects by an address in its memory: such a line cannot be foretold."""


def schema_of(cib: Cib) -> Schema:
    return Schema(cib.root.get("validate-with") or "")


def text_of(cib: Cib, hidden: tuple[str, ...] = ()) -> str:
    return show(cib.configuration, schema_of(cib), hidden)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip() and ADDRESSES not in line]


CASES = [path.stem for path in recordings("peer", "show/*.txt")]


def read(name: str) -> Cib:
    return Cib.parse(shared("peer", "xml", f"{name}.xml").read_text())


@pytest.mark.skipif(not CASES, reason=f"no recorded screens below {RECORDINGS.name}")
def test_every_configuration_is_shown_as_crmsh_shows_it():
    """All of the scheduler's regression suite."""
    wrong = []
    for name in CASES:
        expected = lines(shared("peer", "show", f"{name}.txt").read_text())
        if lines(text_of(read(name), ("passw*",))) != expected:
            wrong.append(name)
    assert wrong == []


@pytest.mark.skipif(not CASES, reason=f"no recorded screens below {RECORDINGS.name}")
def test_what_is_shown_can_be_read_again():
    """Loaded into the same configuration it leaves the XML alone, loaded into an empty one it is shown alike."""
    changed, different = [], []
    for name in CASES:
        cib = read(name)
        text = text_of(cib)
        same = Draft(cib)
        commented = any(element.tag == "#comment" for element in cib.configuration.walk())  # these get a sign
        if not load(same, text) or not (commented or same.cib.configuration == cib.configuration):
            changed.append(name)
        empty = Draft(Cib.empty(validate_with=schema_of(cib).name))
        if not load(empty, text) or text_of(empty.cib) != text:
            different.append(name)
    assert changed == []
    assert different in ([], ["shutdown-lock-expiration"])  # a comment inside an XML object loses its white space


def test_recorded_cluster_is_shown_as_it_was():
    for step in ("23-configure-show", "08-config-location", "n2-standby-node2"):
        folder = shared("real-cluster", step)
        cib = Cib.parse((folder / "cib.xml").read_text())
        recorded = (folder / "crm_configure_show.txt").read_text()
        expected = [line for line in recorded.splitlines() if not line.startswith("[")]
        assert text_of(cib).splitlines() == expected


def test_values_that_match_a_pattern_are_hidden():
    draft = Draft(Cib.empty())
    assert load(draft, "primitive p ocf:pacemaker:Dummy passwd=secret fake=x")
    assert 'passwd="******"' in text_of(draft.cib, ("passw*",))
    assert "secret" in text_of(draft.cib)
