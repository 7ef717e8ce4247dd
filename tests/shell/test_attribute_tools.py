"""crm_attribute, crm_standby, crm_failcount and the questions to daemons, as the real tools on a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hasim.cib import Dialect
from tests.shell.tools import NOW, compare_with_real, run, tutorial_cib

SEQUENCES = {
    "options": [
        "crm_attribute -G -n stonith-enabled",
        "crm_attribute -n nosuch",
        "crm_attribute -n foo -v 1",
        "crm_attribute -n foo -v 2",
        "crm_attribute -n foo -q -G",
        "crm_attribute -n foo -D",
        "crm_attribute -n foo -D",
        "crm_attribute",
        "crm_attribute -n",
        "crm_attribute -n zz -G --default 7",
        "crm_attribute -n x -v 1 -s other",
        "crm_attribute -n x -v 2",
        "crm_attribute -n x -v x++",
        "crm_attribute -n maintenance-mode -v true",
        "crm_mon -1",
    ],
    "nodes": [
        "crm_attribute -N node1 -n a -v b",
        "crm_attribute -N node1 -n a -G",
        "crm_attribute -N node1 -n a -D",
        "crm_attribute -N nix -n a -v b",
        "crm_attribute -N node1 -l reboot -n a -v b",
        "crm_attribute -N node1 -t status -n a",
        "crm_attribute -N node1 -t status -n a -D",
        "crm_attribute -N node1 -n a -G -d dflt",
        "crm_attribute -z -N node1 -n cpu -v 4",
        "crm_attribute -z -N node1 -n cpu -G",
        "crm_attribute -N node1 -t rsc_defaults -n x -v 5",
        "crm_attribute -N node1 -t op_defaults -n timeout -v 5",
        "crm_attribute -N node1 -t op_defaults -n timeout -D",
        "crm_attribute -N node1 -t bogus -n x -G",
    ],
    "standby": [
        "crm_standby -G -N node2",
        "crm_standby -v on -N node2",
        "crm_standby -G -N node2",
        "crm_standby -G -N node2 -q",
        "crm_mon -1r",
        "crm_standby -D -N node2",
        "crm_standby -N node2 -v off",
        "crm_standby -v on -N node1 -l reboot",
        "crm_standby -G -N node1",
        "crm_standby -D -N node1 -l reboot",
        "crm_standby -N nix -G",
    ],
    "fail counts": [
        "crm_failcount -G -r httpd -N node1",
        "crm_failcount -G -r httpd -N node2",
        "crm_failcount -G -r httpd -N node1 -n monitor -I 10s",
        "crm_failcount -G -r httpd -N node1 -n start",
        "crm_failcount -G -r nix -N node1",
        "crm_failcount -q -G -r httpd -N node1",
        "crm_failcount -N nix -r httpd -G",
    ],
    "no daemons": ["crm_node -l", "crmadmin -D", "attrd_updater -n x -Q", "attrd_updater -n x -U 1"],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequence_as_in_the_real_programs(name: str, tmp_path: Path) -> None:
    file = tmp_path / "cib.xml"
    file.write_text(tutorial_cib(failures=2, failed_at=NOW - 60))
    for line in SEQUENCES[name]:
        compare_with_real(line, file)


def test_failcount_sums_operations_and_caps_at_infinity() -> None:
    attribute = 'name="fail-count-httpd#monitor_10000" value="2"'
    start = '<nvpair id="s" name="fail-count-httpd#start_0" value="INFINITY"/>'
    cib = tutorial_cib(failures=2, failed_at=NOW - 60).replace(f"{attribute}/>", f"{attribute}/>{start}")
    assert run("crm_failcount -G -r httpd -N node1", cib).out == "scope=status  name=fail-count-httpd value=INFINITY\n"


def test_missing_attribute_in_the_words_of_each_generation() -> None:
    text = "Error performing operation: No such device or address\n"
    assert run("crm_attribute -n nix", tutorial_cib(), Dialect.V1_1).err == text
    assert run("crm_attribute -n nix", tutorial_cib()).err == f"crm_attribute: {text}"
