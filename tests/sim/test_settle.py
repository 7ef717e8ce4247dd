"""Settling waits for what is under way, and for every monitor to have run once; never for the next recheck."""

from hasim.session import Session


def test_a_monitor_that_was_just_running_is_no_reason_to_wait_for_a_lifetime() -> None:
    session = Session("tutorial")
    session.settle()
    session.run("node1", "crm_resource --ban -r web -N node1 --lifetime PT5M")
    assert session.settle()
    session.run("node1", "crm configure show")  # takes so long that a monitor runs in its last moments
    begun = session.time
    assert session.settle()
    assert session.time - begun < 15
