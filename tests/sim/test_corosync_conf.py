"""corosync.conf: what is read from it, and what keeps Corosync from starting."""

from __future__ import annotations

import pytest

from hasim.cib import Dialect
from hasim.sim.corosync_conf import ConfError, node_id_of, understand
from hasim.sim.scenarios.files import corosync_conf
from tests.support import shared

NODES = {"node1": "192.168.0.201", "node2": "192.168.0.202"}


def test_scenarios_use_the_recorded_file() -> None:
    recorded = shared("real-cluster", "config", "node1-corosync.conf").read_text()
    assert corosync_conf(Dialect.V2_1, NODES) == recorded


def test_defaults_depend_on_the_generation() -> None:
    text = "totem {\n version: 2\n}\n"
    assert understand(text, Dialect.V1_1).token == 1000
    assert understand(text, Dialect.V2_1).token == 3000
    assert understand(text, Dialect.V2_1).consensus == 3600
    assert understand(text, Dialect.V1_1).transport == "udp"
    assert understand(text, Dialect.V2_1).transport == "knet"


def test_a_third_node_lengthens_the_token() -> None:
    """token_coefficient (650 ms) for each node of the list beyond the second."""
    nodes = {f"n{i}": f"192.168.0.{i}" for i in range(1, 4)}
    conf = understand(corosync_conf(Dialect.V2_1, nodes), Dialect.V2_1)
    assert (conf.token, conf.consensus) == (1650, 1980)


def test_two_node_implies_wait_for_all_unless_it_is_denied() -> None:
    text = corosync_conf(Dialect.V2_1, NODES)
    assert understand(text, Dialect.V2_1).wait_for_all
    assert not understand(text.replace("two_node: 1", "two_node: 1\n wait_for_all: 0"), Dialect.V2_1).wait_for_all


def test_expected_votes_win_over_the_nodelist() -> None:
    text = corosync_conf(Dialect.V2_1, NODES)
    assert understand(text.replace("expected_votes: 2", "expected_votes: 5"), Dialect.V2_1).votes == 5
    assert understand(text.replace("expected_votes: 2", ""), Dialect.V2_1).votes == 2


@pytest.mark.parametrize(
    "text",
    [
        "totem {\n version: 2\n",
        "totem {\n version: 2\n}\n}\n",
        "totem {\n version 2\n}\n",
        "totem {\n version: 1\n}\n",
        "quorum {\n}\n",
        "totem {\n version: 2\n token: soon\n}\n",
        "totem {\n version: 2\n crypto_cipher: rot13\n}\n",
        "totem {\n version: 2\n}\nquorum {\n provider: magic\n}\n",
    ],
)
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(ConfError):
        understand(text, Dialect.V2_1)


def test_node_ids_are_the_address() -> None:
    assert [node_id_of(address) for address in NODES.values()] == [3232235721, 3232235722]
