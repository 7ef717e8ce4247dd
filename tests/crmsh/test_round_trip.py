"""What is shown can be loaded: the same configuration comes back, as statements and as XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from hasim.cib import Cib, Element, write_xml
from hasim.crmsh.draft import Draft
from hasim.crmsh.load import METHODS, load
from hasim.crmsh.schema import Schema
from hasim.crmsh.show import show
from hasim.crmsh.tidy import alike, as_crm_stores, tidy
from tests.schema_cibs import SCHEMAS, draw, schemas
from tests.support import ON_CI, recordings

if ON_CI:
    assert SCHEMAS.is_dir(), "Pacemaker's schemas are needed on CI"

DRAWN = [(schema, seed) for schema in schemas() for seed in range(2)]
RECORDED = recordings("peer", "xml/*.xml")


def read(text: str) -> Cib:
    """A CIB as crm takes it up."""
    cib = Cib.parse(text)
    return cib.with_section(as_crm_stores(cib.configuration))


def text_of(cib: Cib) -> str:
    return show(cib.configuration, Schema(cib.root.get("validate-with") or ""))


def says_a_name_twice(configuration: Element) -> bool:
    """The language has one value for a name: of two in one set the last one stays."""
    sets = [[pair.get("name") for pair in each.all("nvpair")] for each in configuration.walk()]
    return any(len(names) != len(set(names)) for names in sets)


def holds_comments(configuration: Element) -> bool:
    """Comments get a number sign in front."""
    return any(each.tag == "#comment" for each in configuration.walk())


def check(cib: Cib, methods: tuple[str, ...] = METHODS) -> None:
    draft = Draft(cib)
    assert load(draft, text_of(cib)), [each.text for each in draft.messages]
    if not says_a_name_twice(cib.configuration) and not holds_comments(cib.configuration):
        assert alike(tidy(cib.configuration), tidy(draft.cib.configuration))
    for method in methods:
        draft = Draft(cib)
        assert load(draft, write_xml(cib.root), method, xml=True), [each.text for each in draft.messages]
        assert alike(tidy(cib.configuration), tidy(draft.cib.configuration)), method


@pytest.mark.skipif(not DRAWN, reason="Pacemaker's schemas are not installed")
@pytest.mark.parametrize(("schema", "seed"), DRAWN)
def test_a_drawn_configuration_comes_back(schema, seed):
    check(read(draw(schema, seed, plain=True)))


@pytest.mark.skipif(not RECORDED, reason="no recorded CIBs")
def test_every_recorded_configuration_comes_back():
    """As XML each by one of the ways to load, in turn."""

    def problem(number: int, path: Path) -> str:
        try:
            check(read(path.read_text()), (METHODS[number % len(METHODS)],))
        except AssertionError as error:
            return f"{path.stem}: {error}"
        return ""

    assert [found for found in map(problem, range(len(RECORDED)), RECORDED) if found] == []
