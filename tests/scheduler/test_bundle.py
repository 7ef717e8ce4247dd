"""Bundles: what a few lines of configuration stand for, and where it all goes."""

from __future__ import annotations

import pytest

from hasim.scheduler.decide import schedule
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Bundle
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, primitive

WEB = (
    '<bundle id="web"><{agent} image="pcmk:http" {options}/><network {network}>'
    '<port-mapping id="p" port="80"/></network>{inside}</bundle>'
)


def bundle(inside: str = "", agent: str = "podman", options: str = 'replicas="2"', network: str = "") -> str:
    return WEB.format(inside=inside, agent=agent, options=options, network=network)


RANGE = 'ip-range-start="192.168.122.254"'


def unpacked(text: str) -> Bundle:
    found = unpack_cluster(cib(text), NOW).by_id["web"]
    assert isinstance(found, Bundle)
    return found


def test_each_replica_has_a_container_an_address_and_a_connection() -> None:
    web = unpacked(bundle(primitive("httpd"), network=RANGE))
    names = [part.id for part in web.children]
    assert names == [
        "web-podman-0",
        "web-ip-192.168.122.254",
        "web-0",
        "web-podman-1",
        "web-ip-192.168.123.1",
        "web-1",
        "web-clone",
    ]
    assert [leaf.id for leaf in web.leaves()][-2:] == ["httpd:0", "httpd:1"]


@pytest.mark.parametrize(("agent", "restart"), [("docker", " --restart=no"), ("podman", "")])
def test_a_container_is_run_with_what_it_needs(agent: str, restart: str) -> None:
    container = unpacked(bundle(primitive("httpd"), agent=agent, network=RANGE)).replicas[0].container
    assert parameters(container)["run_opts"] == (
        f"{restart} -h web-0 -e PCMK_stderr=1 -e PCMK_remote_port=3121"
        " -v /etc/pacemaker/authkey:/etc/pacemaker/authkey -v /var/log/pacemaker/bundles/web-0:/var/log"
        " -p 192.168.122.254:80:80 -p 192.168.122.254:3121:3121"
        "  --add-host=web-0:192.168.122.254 --add-host=web-1:192.168.123.1"
    )


def test_without_address_or_port_nobody_reaches_what_is_bundled() -> None:
    assert "web" not in unpack_cluster(cib(bundle(primitive("httpd"))), NOW).by_id


def test_the_primitive_runs_on_the_guest_nodes_of_its_own_containers() -> None:
    decision = schedule(cib(bundle(primitive("httpd"), network=RANGE)), NOW)
    by_id = decision.cluster.by_id
    assert {by_id[f"web-podman-{n}"].assigned.name for n in (0, 1)} == {"n1", "n2"}
    assert [by_id[f"httpd:{n}"].assigned.name for n in (0, 1)] == ["web-0", "web-1"]


def test_nothing_else_is_considered_for_the_inside_of_a_container() -> None:
    decision = schedule(cib(bundle(primitive("httpd"), network=RANGE) + primitive("app")), NOW)
    considered = {record.node for record in decision.scores if record.resource == "app"}
    assert considered == {"n1", "n2"}


def test_a_connection_without_an_address_uses_that_of_the_host() -> None:
    decision = schedule(cib(bundle(primitive("httpd"), network='control-port="9999"')), NOW)
    starts = [a for a in decision.graph.actions.values() if a.operation_key in ("web-0_start_0", "web-1_start_0")]
    assert [start.attributes["addr"] for start in starts] == [start.node for start in starts]


def test_nobody_is_promoted_without_a_promotion_score() -> None:
    inside = primitive("db", agent="ocf:pacemaker:Stateful")
    text = bundle(inside, options='promoted-max="1" replicas="2"', network=RANGE)
    decision = schedule(cib(text), NOW)
    assert decision.cluster.by_id["web-master"].promotable
    assert {decision.cluster.by_id[f"db:{n}"].next_role for n in (0, 1)} == {Role.UNPROMOTED}


def test_containers_alone_need_no_connection() -> None:
    web = unpacked(bundle())
    assert [part.id for part in web.children] == ["web-podman-0", "web-podman-1"]
    assert web.inner is None
