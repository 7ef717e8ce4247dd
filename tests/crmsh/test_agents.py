"""What is known of resource agents, against what they say of themselves."""

import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from hasim.crmsh.agents import agent, agent_names, providers
from tests.support import real_program


def test_agents_are_found_by_provider():
    assert providers("Dummy") == ["heartbeat", "pacemaker"]
    assert providers("ping") == ["pacemaker"]
    assert providers("nosuch") == []
    assert agent("ocf:heartbeat:nosuch") is None


def test_monitors_of_two_roles_have_their_own_advice():
    stateful = agent("ocf:pacemaker:Stateful")
    assert stateful is not None
    assert stateful.advised("monitor", "interval", "Unpromoted") == "11s"
    assert stateful.advised("monitor", "interval") == "10s"
    assert stateful.advised("monitor", "interval", "Master") is None


@pytest.mark.parametrize("name", ["ocf:heartbeat:apache", "ocf:heartbeat:IPaddr2", "ocf:pacemaker:ping"])
def test_the_articles_agents_say_so_themselves(name):
    program = real_program("crm_resource")
    done = subprocess.run([program, "--show-metadata", name], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{name} is not installed")
    root = ElementTree.fromstring(done.stdout)
    known = agent(name)
    assert known is not None
    assert list(known.parameters) == [each.get("name") for each in root.iter("parameter")]
    required = [each.get("name") for each in root.iter("parameter") if each.get("required") == "1"]
    assert [each.name for each in known.parameters.values() if each.required] == required
    advised = {(each.get("name"), each.get("timeout")) for each in root.iter("action") if each.get("timeout")}
    ours = {(each.name, each.advised.get("timeout")) for each in known.actions}
    assert {each for each in advised if each[0] not in ("meta-data", "validate-all")} <= ours


def test_every_agent_can_be_read():
    for name in agent_names():
        known = agent(name)
        assert known is not None
        assert known.actions, name
