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
        also_right={
            "delete": typed(
                "alpha",
                "crm configure delete cli-ban-erp-on-beta",
                "crm resource param st-alpha set pcmk_host_list 'alpha beta'",
            ),
            "pcs": typed("beta", "pcs resource clear erp", "pcs stonith update st-alpha pcmk_host_list=alpha"),
        },
    ),
)
