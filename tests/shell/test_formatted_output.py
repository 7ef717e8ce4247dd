"""Formatted output of tools on a live cluster: every document is one that the real tools' schema describes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hasim import Session
from tests.shell.test_stonith_admin import cluster
from tests.support import ON_CI, real_program

SCHEMA = Path("/usr/share/pacemaker/api/api-result-2.25.rng")
CHECKER = """\
import json, sys, lxml.etree as etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
said = [str(schema.error_log) if not schema.validate(etree.fromstring(text)) else "" for text in json.load(sys.stdin)]
json.dump(said, sys.stdout)
"""
FENCING = (
    *("stonith_admin -L", "stonith_admin -l node2", "stonith_admin -s apc", "stonith_admin -s nope"),
    *("stonith_admin -I", "stonith_admin -H '*'", "stonith_admin -h node2", "stonith_admin -B nodeX -t 5"),
    *("stonith_admin -B node2", "stonith_admin -H '*' -V", "stonith_admin -H node2", "stonith_admin -h node2"),
    *("crm_mon -1 -m3", "stonith_admin -Q apc", "stonith_admin -C node2", "stonith_admin -H '*' -c"),
)
LINES = (
    *("crm_resource -L", "crm_resource -q -r web", "crm_resource -W -r web", "crm_resource -a -r web"),
    *("crm_resource --digests -r vip -N node1", "crm_resource --force-check -r httpd", "crm_resource -Y -r web"),
    *("crm_resource --force-check -r vip ip=1.2.3.4", "crm_resource -C -r httpd", "crm_resource -l", "crm_resource -Y"),
    *("crm_resource -M -r web -N node2", "crm_resource -U -r web", "crm_resource --wait", "crm_resource --version"),
    *("crm_attribute -n default_ping_set -l reboot -N node1 -G", "crm_attribute -n nosuch -G", "crm_resource -o"),
    *("crmadmin -D", "crmadmin -S node1", "crmadmin -P", "crm_verify -L", "crm_error -l -X", "crm_mon -1A"),
    *("attrd_updater -n default_ping_set -Q -A", "attrd_updater -n default_ping_set -U 5", "crm_rule -c -r nosuch"),
)


def faults(texts: list[str]) -> list[str]:
    """What the real tools' schema finds wrong with each document."""
    if not SCHEMA.exists():
        (pytest.fail if ON_CI else pytest.skip)("the schema of formatted output is absent")
    real_program("crm")  # which brings the library that can check
    command = ["/usr/bin/python3", "-c", CHECKER, str(SCHEMA)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def documents(session: Session, *lines: str) -> list[str]:
    """What the lines print, typed one after the other on a node."""
    return [session.run("node1", f"{line} --output-as=xml").stdout for line in lines]


@pytest.mark.parametrize(("make", "lines"), [(lambda: Session("tutorial"), LINES), (cluster, FENCING)])
def test_a_document_is_as_the_schema_has_it(make: Callable[[], Session], lines: tuple[str, ...]) -> None:
    """But for crmadmin -N, where the real tool does not keep to it itself."""
    found = faults(documents(make(), *lines))
    assert [(line, fault) for line, fault in zip(lines, found, strict=True) if fault] == []


def test_the_past_of_fencing() -> None:
    session = cluster()
    session.run("node1", "stonith_admin -B node2")
    past, last, devices = documents(session, "stonith_admin -H '*'", "stonith_admin -h node2", "stonith_admin -L")
    assert 'target="node2"' in past
    assert 'origin="node1" status="success" delegate="node1" completed="2026-11-23 02:00:' in past
    assert '<last-fenced target="node2" when="2026-11-23 02:00:' in last
    assert '<item name="device">apc</item>' in devices


def test_what_daemons_say() -> None:
    session = Session("tutorial", start="2026-11-23T02:00:00+00:00")
    dc, state, launcher = documents(session, "crmadmin -D", "crmadmin -S node1", "crmadmin -P")
    assert '<dc node_name="node1"/>' in dc
    assert '<crmd node_name="node1" state="S_IDLE" result="ok"/>' in state
    assert '<pacemakerd sys_from="pacemakerd" state="running" last_updated="2026-11-23 0' in launcher
    (values,) = documents(session, "attrd_updater -n default_ping_set -Q -A")
    assert '<attribute name="default_ping_set" value="1000" host="node1"/>' in values
