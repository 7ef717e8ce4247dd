"""A configuration is tried in a copy of the world: what it finds is what committing then does."""

import pytest

from hasim.lab.trial import DOCUMENT, STATEMENTS, Trial, attempt, present, statement_starts, wrong_lines
from hasim.session import Session

THRESHOLD = ("migration-threshold=3", "migration-threshold=2")
STOPPED = ("group web vip httpd", "group web vip httpd \\\n\tmeta target-role=Stopped")
WITHOUT_PING = ("clone clone_ping ping\nlocation web_location web \\\n\trule", "location web_location web \\\n\trule")
WITHOUT_POLICY = ("\tno-quorum-policy=ignore \\\n", "")
LOST_FILE = ("/etc/httpd/conf/httpd.conf", "/etc/lost.conf")
CHANGES = [THRESHOLD, STOPPED, WITHOUT_PING, WITHOUT_POLICY, LOST_FILE]


@pytest.fixture(scope="module", params=["1.1", "2.1"])
def session(request: pytest.FixtureRequest) -> Session:
    return Session("tutorial", dialect=request.param)


def edited(session: Session, change: tuple[str, str], *, xml: bool = False) -> str:
    text = present(session, "node1", xml=xml)
    assert change[0] in text
    return text.replace(*change)


def places(session: Session, name: str) -> dict[str, str]:
    view = session.view("node1")
    assert view is not None
    return view.resources.get(name, {})


def committed(session: Session, trial: Trial) -> Session:
    """A branch of the session with what Apply does."""
    branch = session.fork("applied")
    branch.write(trial.node, trial.path, trial.text)
    assert branch.run(trial.node, trial.line).exit == 0
    branch.settle()
    return branch


@pytest.mark.parametrize("change", CHANGES, ids=["threshold", "stopped", "no-clone", "no-policy", "lost-file"])
def test_the_preview_is_what_then_happens(session: Session, change: tuple[str, str]) -> None:
    trial = attempt(session, "node1", edited(session, change), xml=False)
    assert trial.accepted, trial.said
    assert session.history == ()
    after = committed(session, trial)
    assert trial.after == present(after, "node1", xml=False)
    assert {each.resource: each.then for each in trial.fates} == {
        each.resource: places(after, each.resource) for each in trial.fates
    }


def test_the_wanted_text_is_the_configuration_afterwards(session: Session) -> None:
    for change in CHANGES:
        text = edited(session, change)
        trial = attempt(session, "node1", text, xml=False)
        assert trial.after == text, change


def test_what_only_adds_and_changes_takes_the_short_way(session: Session) -> None:
    assert attempt(session, "node1", edited(session, THRESHOLD), xml=False).line == (
        "crm configure load update /root/cluster.crm"
    )
    line = attempt(session, "node1", edited(session, WITHOUT_PING), xml=False).line
    assert line.endswith(" && cibadmin --replace --scope configuration --xml-file /root/cluster.xml")


def test_stopping_a_group_is_told_with_its_reason(session: Session) -> None:
    trial = attempt(session, "node1", edited(session, STOPPED), xml=False)
    vip = next(each for each in trial.fates if each.resource == "vip")
    assert (vip.now, vip.then) == ({"node1": "Started"}, {})
    assert [each.verb for each in vip.deeds] == ["Stop"]
    assert "node availability" in vip.reasons("en")[0]
    assert "* Stop       vip     ( node1 )  due to node availability" in trial.transition


def test_a_failure_that_the_scheduler_cannot_foresee_is_found_by_trying(session: Session) -> None:
    trial = attempt(session, "node1", edited(session, LOST_FILE), xml=False)
    httpd = next(each for each in trial.fates if each.resource == "httpd")
    assert set(httpd.failed) == {"node1", "node2"}
    assert httpd.then == {}


def test_what_is_wrong_is_said_by_the_tool_with_its_place_in_the_text(session: Session) -> None:
    text = present(session, "node1", xml=False) + "\nfoo bar\n"
    trial = attempt(session, "node1", text, xml=False)
    assert not trial.accepted
    assert "syntax: Unknown command near <foo> parsing 'foo bar'" in trial.said
    assert wrong_lines(trial) == [(len(text.splitlines()), "foo bar")]
    assert session.history == ()


def test_a_resource_that_does_not_exist_is_refused(session: Session) -> None:
    trial = attempt(session, "node1", present(session, "node1", xml=False) + "group g nobody\n", xml=False)
    assert not trial.accepted
    assert "nobody" in trial.said


def test_xml_is_tried_in_the_same_way(session: Session) -> None:
    trial = attempt(
        session,
        "node1",
        edited(session, ('name="migration-threshold" value="3"', 'name="migration-threshold" value="2"'), xml=True),
        xml=True,
    )
    assert trial.line == f"cibadmin --replace --scope configuration --xml-file {DOCUMENT}"
    assert "migration-threshold=2" in trial.after
    assert present(committed(session, trial), "node1", xml=False) == trial.after


def test_broken_xml_is_refused_with_its_line(session: Session) -> None:
    text = edited(session, ("</resources>", ""), xml=True)
    trial = attempt(session, "node1", text, xml=True)
    assert not trial.accepted
    assert trial.said == f"Couldn't parse input from {DOCUMENT}.\n"
    assert [line.strip() for _, line in wrong_lines(trial)] == ["</configuration>"]


def test_xml_that_breaks_the_schema_is_refused(session: Session) -> None:
    trial = attempt(session, "node1", edited(session, ('rsc="web"', 'rsc="wib"'), xml=True), xml=True)
    assert not trial.accepted
    assert "does not conform" in trial.said


def test_statements_are_counted_as_the_tool_counts_them() -> None:
    text = "a\n\n b \\\n  c\n\\\nd \\\n"
    assert statement_starts(text) == [1, 3, 6]
    assert STATEMENTS.startswith("/root/")
