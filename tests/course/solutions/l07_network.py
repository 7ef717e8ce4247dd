"""Lesson 7: solutions."""

from tests.course.cases import Case, typed

SCORE = "crm configure location by_ping web rule default_ping_set: defined default_ping_set"
CASES = (
    Case(
        "network/best",
        right=typed(
            "node1", "crm configure delete web_location", SCORE, "crm configure rsc_defaults resource-stickiness=100"
        ),
        wrong={
            "never-instead-of-better-not": (),
            "no-rule-no-eyes": typed("node1", "crm configure delete web_location"),
            "stickier-than-the-net": typed("node1", "crm configure delete web_location", SCORE),
        },
    ),
)
