"""Pacemaker's own regression suite: what was right once stays right, and nothing is wrong in silence.

The suite is looked for in ``HASIM_CTS``, else beside the reference recordings. ``HASIM_RATCHET=write`` records anew
what is right.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.scheduler.conformance import RATCHET, TIERS, Verdict, cases, judge, ratchet

CASES = cases()
_verdicts: dict[str, Verdict] = {}


@pytest.mark.parametrize("name", CASES)
def test_what_was_right_stays_right(name: str, tmp_path: Path) -> None:
    _verdicts[name] = judge(name, tmp_path)
    kept = {tier for tier, names in ratchet().items() if name in names}
    assert kept <= _verdicts[name].right


@pytest.mark.skipif(not CASES, reason="the regression suite is absent")
def test_no_case_is_wrong_without_a_refusal() -> None:
    judged = {name: verdict for name, verdict in _verdicts.items() if not verdict.refused}
    if os.environ.get("HASIM_RATCHET") == "write":
        kept = {tier: sorted(name for name, verdict in judged.items() if tier in verdict.right) for tier in TIERS}
        RATCHET.write_text(json.dumps(kept, indent=1) + "\n")
    wrong = {name: sorted(set(TIERS) - verdict.right) for name, verdict in judged.items() if len(verdict.right) < 6}
    assert wrong == {}
