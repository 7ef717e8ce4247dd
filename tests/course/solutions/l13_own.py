"""Lesson 13: solutions."""

from tests.course.cases import Case, typed

CLEAR = "crm resource clear erp"
FENCE = "crm_resource -r st-alpha --set-parameter pcmk_host_list -v alpha"
CASES = (
    Case(
        "own/sign",
        right=typed("alpha", CLEAR, FENCE),
        wrong={
            "an-old-order": (),
            "nobody-can-fence-alpha": typed("alpha", CLEAR),
            "switched-the-safety-off": typed("alpha", CLEAR, "crm configure property stonith-enabled=false"),
        },
    ),
)
