"""What Tab makes of a line."""

import pytest

from hasim.lab.completion import Completion, complete
from hasim.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    found = Session("tutorial")
    found.run("node1", "cd /etc/httpd")
    return found


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("hostn", "hostname"),
        ("crm_mo", "crm_mon "),
        ("crm node onl", "crm node online "),
        ("crm -F node fen", "crm -F node fence "),
        ("crm node standby node", "crm node standby node"),
        ("crm resource move htt", "crm resource move httpd "),
        ("cat /etc/hostn", "cat /etc/hostname "),
        ("cat con", "cat conf"),
        ("ls conf/httpd.c", "ls conf/httpd.conf "),
        ("cd /etc/coro", "cd /etc/corosync/"),
        ("true && crm_reso", "true && crm_resource "),
        ("x=$(hostn", "x=$(hostname"),
        ("nosuchprogram", "nosuchprogram"),
        ("", ""),
    ],
)
def test_what_is_certain_is_put_in(session: Session, line: str, whole: str) -> None:
    found = complete(session.world, "node1", line, len(line))
    assert found.line == whole or found.line == whole + " "
    assert found.at == len(found.line)


def test_what_stands_behind_the_cursor_stays(session: Session) -> None:
    assert complete(session.world, "node1", "crm_mo -1", 6) == Completion("crm_mon -1", 8)


def test_several_possibilities_are_offered(session: Session) -> None:
    assert complete(session.world, "node1", "crm node standby node", 21).offers == ("node1", "node2")


def test_crm_of_the_first_generation_has_its_own_names() -> None:
    old = Session("tutorial", dialect="1.1")
    assert complete(old.world, "node1", "crm resource unmo", 17).line == "crm resource unmove "


def test_a_node_that_is_off_completes_nothing() -> None:
    session = Session("two-servers")
    session.fault("power-off", node="node1")
    assert complete(session.world, "node1", "hostn", 5) == Completion("hostn", 5)
