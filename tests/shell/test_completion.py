"""What the word at the cursor could be: a pure function of the line and the node where it is typed."""

from __future__ import annotations

import pytest

from hasim.session import Session
from hasim.shell.catalogue import tool, tools
from hasim.shell.completion import Scene, complete, help_at


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(Session("tutorial").world, "node1")


def texts(line: str, scene: Scene) -> list[str]:
    """What is offered where the line has a broken bar."""
    cursor = line.index("¦")
    return [each.text for each in complete(line.replace("¦", ""), cursor, scene)[1]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("crm_fai¦", ["crm_failcount"]),
        ("crm_resource --dig¦", ["--digests"]),
        ("crm_resource -U -r v¦", ["vip"]),
        ("crm_resource -U --resource=v¦", ["--resource=vip"]),
        ("crm_standby -v on -N ¦", ["node1", "node2"]),
        ("cibadmin -Q -o cons¦", ["constraints"]),
        ("cibadmin -Q -x /etc/coro¦", ["/etc/corosync/"]),
        ("crm_mon -1 --include fail¦", ["failcounts", "failures"]),
        ("crm_resource --output-as=¦", ["--output-as=text", "--output-as=xml"]),
        ("echo a | crm_verif¦", ["crm_verify"]),
        ("true; crm_verif¦", ["crm_verify"]),
        ("crm configure prim¦", ["primitive"]),
        ("crm resource migrate h¦", ["httpd"]),
        ("nosuch wo¦", []),
    ],
)
def test_candidates(line: str, expected: list[str], scene: Scene) -> None:
    assert texts(line, scene) == expected


def test_every_option_has_help_and_is_offered_unless_it_is_refused(scene: Scene) -> None:
    for each in tools():
        offered = {
            candidate.text: candidate.help for candidate in complete(f"{each.name} -", len(each.name) + 2, scene)[1]
        }
        for option in each.options:
            spellings = [f"--{long}" for long in option.spellings] + ([f"-{option.short}"] if option.short else [])
            assert all((spelling in offered) is option.modelled for spelling in spellings), (each.name, option)
        assert all(offered.values()), each.name


def test_no_two_options_of_a_tool_share_a_spelling() -> None:
    for each in tools():
        shorts = [option.short for option in each.options if option.short]
        longs = [long for option in each.options for long in option.spellings]
        assert len(shorts) == len(set(shorts)), each.name
        assert len(longs) == len(set(longs)), each.name


def test_a_node_that_is_off_offers_nothing() -> None:
    session = Session("tutorial")
    session.fault("power-off", node="node1")
    assert complete("crm_", 4, Scene(session.world, "node1"))[1] == []


def test_help(scene: Scene) -> None:
    crm_mon = tool("crm_mon")
    assert crm_mon is not None
    assert help_at("crm_mon -1", 3, scene) == crm_mon.usage
    assert help_at("crm_mon -1", 9, scene) == "-1  show one screen and end"
    assert help_at("crm_resource --node=node1 -M", 16, scene) == "--node  node name"
    assert help_at("nosuch -1", 3, scene) == ""
