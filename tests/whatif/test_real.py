"""What is offered is true: with the changes made, the real ``crm_simulate`` has the resource on the node."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cib import Cib, Unsupported
from hasim.scheduler import schedule, unpack_cluster
from hasim.scheduler.roles import Role
from hasim.whatif import ways
from tests.scheduler.conformance import SUITE, cases
from tests.strategies import NOW, Features, clusters, often
from tests.support import real_program
from tests.whatif.judge import running_after

SAMPLE = 5
"""Of the recorded cases, every so many."""


@pytest.fixture(scope="module")
def simulator() -> str:
    return real_program("crm_simulate")


def questions(cib: Cib, now: int) -> tuple[list[str], list[str]]:
    """What can be asked: the primitives that are configured outside bundles, and the full nodes."""
    cluster = unpack_cluster(cib, now)
    primitives = {leaf.configured_id for leaf in cluster.leaves() if not leaf.removed and leaf.bundle is None}
    return sorted(primitives), [node.name for node in cluster.nodes if not node.is_remote]


def decided(cib: Cib, now: int) -> dict[str, set[str]]:
    """Primitive -> nodes, as hasim decides."""
    found: dict[str, set[str]] = {}
    for leaf in schedule(cib, now).cluster.leaves():
        if leaf.assigned is not None and leaf.next_role is not Role.STOPPED:
            found.setdefault(leaf.configured_id, set()).add(leaf.assigned.name)
    return found


@pytest.mark.usefixtures("simulator")
def test_offers_for_drawn_clusters_are_true(tmp_path: Path) -> None:
    asked = offered = 0

    @often(120)
    @given(clusters(Features(max_nodes=4, max_resources=4)), st.randoms(use_true_random=False))
    def check(cib: Cib, chance: random.Random) -> None:
        nonlocal asked, offered
        resources, nodes = questions(cib, NOW)
        resource, node = chance.choice(resources), chance.choice(nodes)
        answer = ways(cib, NOW, resource, node)
        asked += 1
        for offer in answer.offers[:2]:
            offered += 1
            found = running_after(offer.cib, tmp_path / "cib.xml")
            assert node in found[resource], (resource, node, [each.crm for each in offer.changes], cib.text())

    check()
    assert offered > asked / 2


@pytest.mark.usefixtures("simulator")
def test_offers_for_recorded_cases_are_true(tmp_path: Path) -> None:
    """Of cases on which the real program at hand, which may be older, agrees to begin with."""
    names = cases()[::SAMPLE]
    if not names:
        pytest.skip("the recorded cases are absent")
    chance = random.Random(1)
    offered = 0
    for name in names:
        cib = Cib.parse((SUITE / "xml" / f"{name}.xml").read_text())
        now = int(cib.root.get("execution-date") or NOW)
        cib = cib.with_root_attributes({"execution-date": str(now)})
        try:
            resources, nodes = questions(cib, now)
        except Unsupported:
            continue
        if not resources or not nodes:
            continue
        resource, node = chance.choice(resources), chance.choice(nodes)
        offers = ways(cib, now, resource, node).offers[:2]
        for offer in offers:
            found = running_after(offer.cib, tmp_path / "cib.xml")
            if found != decided(offer.cib, now) and not _agrees(cib, now, tmp_path):
                break
            offered += 1
            assert node in found[resource], (name, resource, node, [each.crm for each in offer.changes])
    assert offered > len(names) / 2


def _agrees(cib: Cib, now: int, folder: Path) -> bool:
    return running_after(cib, folder / "before.xml") == decided(cib, now)
