"""Lesson 5: solutions."""

from tests.course.cases import Case, typed

CASES = (
    Case(
        "together/apart",
        right=typed("node1", "crm configure colocation apart -100: dns2 dns1"),
        wrong={
            "never-together": typed("node1", "crm configure colocation apart -inf: dns2 dns1"),
            "too-weak": typed("node1", "crm configure colocation apart -10: dns2 dns1"),
            "pinned-apart": typed(
                "node1", "crm configure location two dns2 inf: node1", "crm configure location one dns1 20: node1"
            ),
            "wishes-removed": typed("node1", "crm configure delete fast-two"),
        },
        also_right={
            "the other follows": typed("node1", "crm configure colocation apart -1000: dns1 dns2"),
            "pcs": typed("node1", "pcs constraint colocation add dns2 with dns1 -100"),
        },
    ),
)
