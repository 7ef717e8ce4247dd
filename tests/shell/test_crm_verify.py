"""crm_verify: verdicts and what they are based on, also against the real program."""

from __future__ import annotations

import subprocess

import pytest

from hasim.cib import Cib, Dialect
from hasim.shell.context import Context
from hasim.shell.crm_verify import crm_verify
from hasim.shell.filehost import CibFile, MemoryFiles
from hasim.shell.verification import verify_configuration
from tests.support import real_program, recordings

PLAIN = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.8" epoch="1" num_updates="0" admin_epoch="0" have-quorum="1">
  <configuration>
    <crm_config><cluster_property_set id="o">{options}</cluster_property_set></crm_config>
    <nodes><node id="1" uname="node1"/><node id="2" uname="node2"/></nodes>
    <resources>{resources}</resources>
    <constraints>{constraints}</constraints>
  </configuration>
</cib>
"""
DUMMY = '<primitive id="d" class="ocf" provider="heartbeat" type="Dummy"/>'


def options(**values: str) -> str:
    return "".join(
        f'<nvpair id="o-{name}" name="{name.replace("_", "-")}" value="{value}"/>' for name, value in values.items()
    )


def run(text: str, *arguments: str) -> tuple[int, str, str]:
    out: list[str] = []
    err: list[str] = []
    context = Context(
        out=out.append, err=err.append, files=MemoryFiles(), cluster=CibFile(text), clock=lambda: 0.0, stdin=text
    )
    return crm_verify(context, list(arguments)), "".join(out), "".join(err)


CASES = {
    "valid": PLAIN.format(options=options(stonith_enabled="false"), resources=DUMMY, constraints=""),
    "no fencing": PLAIN.format(options="", resources=DUMMY, constraints=""),
    "bad option": PLAIN.format(
        options=options(stonith_enabled="false", no_quorum_policy="bogus", batch_limit="x"),
        resources=DUMMY,
        constraints="",
    ),
    "unknown resource": PLAIN.format(
        options=options(stonith_enabled="false"),
        resources=DUMMY,
        constraints='<rsc_order id="l" kind="Mandatory" first="d" then="nosuch"/>',
    ),
    "not a resource": PLAIN.format(
        options=options(stonith_enabled="false"),
        resources=DUMMY,
        constraints='<rsc_location id="l" rsc="o" score="1" node="node1"/>',
    ),
    "ticket": PLAIN.format(
        options=options(stonith_enabled="false"),
        resources=DUMMY,
        constraints='<rsc_ticket id="t" ticket="T" rsc="d" loss-policy="fence"/>',
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("arguments", [("-p",), ("-V", "-p"), ("-VV", "-p")])
def test_it_says_what_the_real_one_says(name, arguments):
    program = real_program("crm_verify")
    done = subprocess.run([program, *arguments], input=CASES[name], capture_output=True, text=True, check=False)
    assert run(CASES[name], *arguments) == (done.returncode, done.stdout, done.stderr)


def test_what_is_valid_is_passed_in_silence():
    assert run(CASES["valid"], "-L") == (0, "", "")


def test_what_is_no_configuration_is_not_checked():
    status, _, err = run(CASES["valid"], "-X", "<foo/>")
    assert status == 76
    assert err.startswith("crm_verify: This tool can only check complete configurations")


def test_no_configuration_of_the_suite_is_refused_wrongly():
    """These are all accepted by the real program."""
    wrong = []
    for path in recordings("peer", "xml/*.xml")[::5]:
        lines, _ = verify_configuration(Cib.parse(path.read_text()), Dialect.V2_1)
        if any("did not pass schema" in line for line in lines):
            wrong.append((path.stem, lines))
    assert wrong == []
