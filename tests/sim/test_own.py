"""The scenario "own": servers that fit somebody's own configuration, and stand-ins for what is not modelled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hasim.cib import Cib
from hasim.session import Session
from hasim.sim.agents.stand_in import pid_file
from hasim.sim.scenarios.needs import Needs


def nvpairs(id_: str, tag: str, values: dict[str, str]) -> str:
    pairs = "".join(f'<nvpair id="{id_}-{n}" name="{n}" value="{v}"/>' for n, v in values.items())
    return f'<{tag} id="{id_}-{tag}">{pairs}</{tag}>' if values else ""


def primitive(id_: str, agent: str, interval: str = "10s", **parameters: str) -> str:
    kind, *provider, type_ = agent.split(":")
    names = f'class="{kind}" type="{type_}"' + "".join(f' provider="{one}"' for one in provider)
    op = f'<operations><op id="{id_}-m" name="monitor" interval="{interval}"/></operations>'
    return f'<primitive id="{id_}" {names}>{nvpairs(id_, "instance_attributes", parameters)}{op}</primitive>'


def cib(resources: str, nodes: Sequence[str] = ("db-1.example.com", "db_2", "db3"), **properties: str) -> str:
    members = "".join(f'<node id="{number}" uname="{name}"/>' for number, name in enumerate(nodes, 1))
    options = nvpairs("options", "cluster_property_set", {"stonith-enabled": "false", **properties})
    inner = f"<crm_config>{options}</crm_config><nodes>{members}</nodes><resources>{resources}</resources>"
    return (
        '<cib crm_feature_set="3.16.2" validate-with="pacemaker-3.9" epoch="7" num_updates="0" admin_epoch="0">'
        f"<configuration>{inner}<constraints/></configuration><status/></cib>"
    )


def promotable(inner: str, id_: str) -> str:
    return f'<clone id="{id_}">{nvpairs(id_, "meta_attributes", {"promotable": "true"})}{inner}</clone>'


def own(resources: str, nodes: Sequence[str] = ("db-1.example.com", "db_2", "db3"), **properties: str) -> Session:
    return Session("own", cib=cib(resources, nodes, **properties))


def roles(session: Session, resource: str) -> dict[str, str]:
    view = session.view()
    assert view is not None
    return view.resources[resource]


def failcounts(session: Session) -> dict[str, dict[str, int]]:
    view = session.view()
    assert view is not None
    return view.failcounts


def test_the_machines_have_the_names_of_the_configuration() -> None:
    assert own("").nodes == ("db-1.example.com", "db_2", "db3")


def test_an_unknown_agent_runs_under_its_own_name_and_fails_when_its_process_is_killed() -> None:
    session = own(primitive("sap", "ocf:heartbeat:SAPInstance"), **{"no-quorum-policy": "ignore"})
    (node,) = roles(session, "sap")
    assert session.running()["sap"] == [node]
    assert "SAPInstance" in session.run(node, "ps -ef").stdout
    session.run(node, f"kill -9 $(cat {pid_file('sap')})")
    assert session.running()["sap"] == []
    session.settle()
    assert failcounts(session) == {"sap": {node: 1}}
    assert session.running()["sap"] == [node]


def test_a_stand_in_of_a_promotable_clone_is_promoted_once_and_moves_when_its_node_dies() -> None:
    session = own(promotable(primitive("pg", "ocf:heartbeat:pgsql"), "pg-clone"))
    before = [node for node, role in roles(session, "pg").items() if role == "Promoted"]
    session.fault("power-off", node=before[0])
    session.settle()
    after = [node for node, role in roles(session, "pg").items() if role == "Promoted"]
    assert len(before) == len(after) == 1
    assert before != after


def test_a_floating_address_finds_an_interface_in_its_network() -> None:
    session = own(primitive("vip", "ocf:heartbeat:IPaddr2", ip="10.1.2.3", cidr_netmask="24"))
    (node,) = roles(session, "vip")
    assert "inet 10.1.2.3/24" in session.run(node, "ip addr").stdout
    assert failcounts(session) == {}


def test_a_floating_address_with_an_interface_finds_that() -> None:
    session = own(primitive("vip", "ocf:heartbeat:IPaddr2", ip="10.1.2.3", cidr_netmask="32", nic="bond0.17"))
    (node,) = roles(session, "vip")
    assert "bond0.17" in session.run(node, "ip addr").stdout
    assert failcounts(session) == {}


def test_no_server_has_an_address_that_the_configuration_gives_to_something_else() -> None:
    session = own(primitive("vip", "ocf:heartbeat:IPaddr2", ip="192.168.0.201"))
    assert "192.168.0.201" not in session.world.network.addresses.values()
    assert len(roles(session, "vip")) == 1


def test_addresses_that_cannot_be_had_here_have_a_stand_in() -> None:
    document = Cib.parse(cib(primitive("six", "ocf:heartbeat:IPaddr2", ip="2001:db8::1")))
    assert Needs(document).stand_ins == {"ocf:heartbeat:IPaddr2"}
    assert len(roles(own(primitive("six", "ocf:heartbeat:IPaddr2", ip="2001:db8::1")), "six")) == 1


@pytest.mark.parametrize("agent", ["systemd:haproxy", "systemd:getty@tty1", "service:nginx", "lsb:cassandra"])
def test_units_and_init_scripts_are_there_and_can_be_killed(agent: str) -> None:
    session = own(primitive("x", agent))
    (node,) = roles(session, "x")
    assert session.running()["x"] == [node]
    assert failcounts(session) == {}


def test_the_usual_apache_is_the_real_model_and_another_one_a_stand_in() -> None:
    usual = primitive("w", "ocf:heartbeat:apache", configfile="/etc/httpd/conf/httpd.conf")
    other = primitive("w", "ocf:heartbeat:apache", configfile="/etc/apache2/apache2.conf")
    assert Needs(Cib.parse(cib(usual))).stand_ins == frozenset()
    assert Needs(Cib.parse(cib(other))).stand_ins == {"ocf:heartbeat:apache"}
    for each in (usual, other):
        assert len(roles(own(each), "w")) == 1


def test_whom_the_configuration_pings_answers_and_can_be_switched_off() -> None:
    ping = f'<clone id="c">{primitive("p", "ocf:pacemaker:ping", host_list="10.0.0.1 gw.example.com")}</clone>'
    session = own(ping)
    session.fault("host-down", host="gw.example.com")
    session.settle()
    view = session.view()
    assert view is not None
    assert {values["pingd"] for values in view.attributes.values()} == {"1"}


def test_a_fence_device_of_any_make_fences_and_can_be_broken() -> None:
    device = primitive(
        "f", "stonith:fence_vmware_soap", ip="10.9.9.9", pcmk_host_map="db-1.example.com:vm1;db_2:vm2;db3:vm3"
    )
    session = own(device + primitive("sap", "ocf:heartbeat:SAPInstance"), **{"stonith-enabled": "true"})
    (node,) = roles(session, "sap")
    session.fault("unplug", node=node)
    session.settle()
    assert session.world.machines[node].on  # it was reset and came up again
    assert roles(session, "sap").keys() != {node}
    session.undo()
    session.undo()
    session.fault("host-down", host="10.9.9.9")
    session.fault("unplug", node=node)
    session.settle()
    view = session.view(next(name for name in session.nodes if name != node))
    assert view is not None
    assert view.nodes[node] == "unclean"


def test_the_properties_that_a_dc_writes_are_those_of_this_cluster() -> None:
    session = own("", **{"dc-version": "1.1.19-8", "have-watchdog": "true", "cluster-infrastructure": "cman"})
    shown = session.run("db3", "crm configure show").stdout
    assert "dc-version=2.1.5" in shown
    assert "have-watchdog=false" in shown
    assert "cluster-infrastructure=corosync" in shown


@pytest.mark.parametrize("properties", [{"cluster-name": "shop"}, {}])
def test_the_cluster_keeps_its_name_when_another_node_leads(properties: dict[str, str]) -> None:
    session = own("", **properties)
    session.fault("power-off", node=session.nodes[0])
    session.settle()
    shown = session.run("db3", "crm configure show").stdout
    assert ("cluster-name=shop" in shown) == bool(properties)
    assert "debian" not in shown


def test_it_needs_a_configuration() -> None:
    with pytest.raises(ValueError, match="needs a"):
        Session("own")


def test_a_session_on_it_is_its_inputs_like_any_other() -> None:
    session = own(promotable(primitive("pg", "ocf:heartbeat:pgsql"), "pg-clone"))
    session.fault("power-off", node="db3")
    session.settle()
    assert Session.loads(session.dumps()).world == session.world
