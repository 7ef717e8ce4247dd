"""A CIB file: versions are raised as the CIB manager raises them, and nothing else changes."""

from __future__ import annotations

import pytest

from hasim.cib import Cib, Element
from hasim.shell.context import NotConnected, calendar_time
from hasim.shell.filehost import CibFile, MemoryFiles, next_version

TEXT = (
    '<cib admin_epoch="1" epoch="5" num_updates="7"><configuration><crm_config/><nodes/><resources/><constraints/>'
    "</configuration><status/></cib>"
)


def test_configuration_changes_raise_the_epoch_and_clear_the_updates() -> None:
    old = Cib.parse(TEXT)
    new = old.with_section(Element("resources", {}, (Element("primitive", {"id": "a"}),)))
    assert next_version(old, new).version == (1, 6, 0)


def test_status_changes_raise_only_the_updates() -> None:
    old = Cib.parse(TEXT)
    new = old.with_section(Element("status", {}, (Element("node_state", {"id": "1"}),)))
    assert next_version(old, new).version == (1, 5, 8)


def test_a_version_raised_by_the_change_itself_is_kept() -> None:
    old = Cib.parse(TEXT)
    assert next_version(old, old.with_root_attributes({"admin_epoch": "2"})).version == (2, 5, 7)


def test_equal_content_changes_nothing() -> None:
    file = CibFile(TEXT)
    file.replace(Cib.parse(TEXT))
    assert (file.changed, file.text) == (False, TEXT)


def test_there_are_no_daemons_behind_a_file() -> None:
    with pytest.raises(NotConnected):
        CibFile(TEXT).members()


def test_files_in_memory_behave_like_files() -> None:
    files = MemoryFiles({"/etc/hosts": "a"})
    files.append("/etc/hosts", "b")
    files.write("/root/x", "")
    assert (files.read("/etc/hosts"), files.listdir("/"), files.is_dir("/etc")) == ("ab", ["etc", "root"], True)
    files.remove("/root/x")
    with pytest.raises(FileNotFoundError):
        files.read("/root/x")


def test_calendar_times_pad_the_day_with_a_blank() -> None:
    from datetime import UTC

    assert calendar_time(1_588_498_631.9, UTC) == "Sun May  3 09:37:11 2020"
