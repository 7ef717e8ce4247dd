"""Lesson 2: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "02-installation.ipynb", tmp_path)
    assert "pacemaker.x86_64" in printed(notebook, "candidates")
    assert printed(notebook, "install").count("Complete!") == 4
    empty = printed(notebook, "look-empty")
    assert "Current DC: NONE" in empty
    assert "Unable to start votequorum" in empty
    assert empty.rstrip().endswith("active\nactive")
    alone = printed(notebook, "look-firewalled")
    assert alone.count("partition WITHOUT quorum") == 2
    assert "100% packet loss" not in alone
    assert "Online: [ node1 node2 ]" in printed(notebook, "look-open")
    assert "status=8" in printed(notebook, "crypto") or "status 8" in printed(notebook, "crypto")
    assert "Online: [ node1 ]" in printed(notebook, "look-keys")
    assert "Online: [ node1 node2 ]" in printed(notebook, "look-together")
    boot = printed(notebook, "look-boot")
    assert "disabled" in boot
    assert "active\nactive" not in boot
    assert "Online: [ node1 node2 ]" in printed(notebook, "look-enabled")
