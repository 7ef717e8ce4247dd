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
            "then-means-promote-too": typed("node1", WITH, "crm configure order after inf: pgs:promote vip"),
            "when-without-where": typed("node1", AFTER),
        },
        also_right={
            "pcs": typed(
                "node1",
                "pcs constraint colocation add vip with Promoted pgs INFINITY",
                "pcs constraint order promote pgs then start vip",
            ),
            "new words": typed("node1", WITH.replace("Master", "Promoted"), AFTER, "crm configure delete elsewhere"),
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
        also_right={
            "pcs": typed("node1", f"rm {LOCK}", "pcs resource cleanup pg"),
            "look again": typed("node2", f"ssh node1 rm {LOCK}", "crm resource refresh pg"),
            "the count alone": typed("node1", f"rm {LOCK}", "crm_failcount -D -r pg -N node1"),
        },
    ),
)
