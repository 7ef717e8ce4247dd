"""Lesson 11: solutions."""

from hasim.course.exercises.l11_clones import LOCK
from tests.course.cases import Case, typed

WITH = "crm configure colocation with inf: vip pgs:Master"
AFTER = "crm configure order after Mandatory: pgs:promote vip:start"
CASES = (
    Case(
        "clones/follow",
        right=typed("node1", WITH, AFTER),
        wrong={
            "tail-wags-the-dog": typed("node1", "crm configure colocation with inf: pgs:Master vip", AFTER),
            "any-instance-will-do": typed("node1", "crm configure colocation with inf: vip pgs", AFTER),
            "answers-too-early": typed("node1", WITH),
            "pinned": typed("node1", "crm configure location here vip 100: node1"),
        },
    ),
    Case(
        "clones/rejoin",
        right=typed("node1", f"rm -f {LOCK}", "crm resource cleanup pg"),
        wrong={
            "forgotten-not-repaired": typed("node1", "crm resource cleanup pg"),
            "nobody-told-the-cluster": typed("node1", f"rm -f {LOCK}"),
            "lost-the-primary": typed("node2", "pkill -9 postgres"),
        },
    ),
)
