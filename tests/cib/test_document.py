"""A CIB is changed by making another one."""

from __future__ import annotations

import pytest

from hasim.cib import Cib, Element

NODE = Element("node", {"id": "1", "uname": "node1"})


def test_a_section_is_replaced_and_the_rest_shared() -> None:
    old = Cib.empty()
    new = old.with_section(old.nodes.with_child(NODE))
    assert (NODE,) == new.nodes.children
    assert () == old.nodes.children
    assert new.resources is old.resources


def test_a_new_section_goes_last() -> None:
    cib = Cib.empty().with_section(Element("rsc_defaults"))
    names = ["crm_config", "nodes", "resources", "constraints", "rsc_defaults"]
    assert names == [child.tag for child in cib.configuration.children]


def test_editing_finds_the_very_object() -> None:
    twin = Element("node", {"id": "1", "uname": "node1"})
    cib = Cib.empty().with_section(Element("nodes", {}, (NODE, twin)))
    changed = cib.edit(twin, twin.with_attributes({"uname": "node2"}))
    assert ["node1", "node2"] == [node.get("uname") for node in changed.nodes.children]
    assert (NODE,) == cib.edit(twin, None).nodes.children
    with pytest.raises(KeyError):
        cib.edit(Element("node"), None)


def test_versions_compare_as_numbers() -> None:
    older = Cib.empty().with_root_attributes({"epoch": "9", "num_updates": "50"})
    newer = older.with_root_attributes({"epoch": "10", "num_updates": "0"})
    assert older.version < newer.version


def test_an_id_names_the_first_element_that_has_it() -> None:
    cib = Cib.empty().with_section(Element("nodes", {}, (NODE,)))
    assert NODE is cib.by_id("1")
    assert cib.by_id("2") is None
