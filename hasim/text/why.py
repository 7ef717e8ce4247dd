"""Why a resource runs where it runs, or nowhere."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "why.colon": Message(en=": ", ja=" ← "),
    "why.separator": Message(en="; ", ja="。"),
    "why.runs": Message(
        en="{resource} runs on {node}, where it scores {score} ({reason}).",
        ja="{resource} は {node} で動いています。{node} でのスコアは {score} です（{reason}）。",
    ),
    "why.will_run": Message(
        en="{resource} is to run on {node}, where it scores {score} ({reason}).",
        ja="{resource} は {node} で動くことになります。{node} でのスコアは {score} です（{reason}）。",
    ),
    "why.other": Message(
        en="On {node} it scores {score}, less by {margin} ({reason}).",
        ja="{node} でのスコアは {score} で、差は {margin} です（{reason}）。",
    ),
    "why.tie": Message(
        en="{node} scores the same: of equals, the node that has fewer resources is taken, then the present one, "
        "then the first by name.",
        ja="{node} も同点です。同点なら、リソースの少ないノード、いま動いているノード、名前順の先頭の順に選ばれます。",
    ),
    "why.tie.strategy": Message(
        en="{node} scores the same, but comes later by placement-strategy={strategy}.",
        ja="{node} も同点ですが、placement-strategy={strategy} により後になります。",
    ),
    "why.not_considered": Message(en="{node} is not considered.", ja="{node} は候補になりません。"),
    "why.nowhere": Message(en="{resource} runs nowhere: {reasons}.", ja="{resource} はどこでも動きません。{reasons}。"),
    "why.to_stop": Message(
        en="{resource} is not to stay where it is: {reasons}.", ja="{resource} は止められることになります。{reasons}。"
    ),
    "why.action": Message(en="{action} on {node}", ja="{node} で {action}"),
    "why.action.reason": Message(en="because of {reason}", ja="理由: {reason}"),
    "why.action.waits": Message(en="after {actions}", ja="{actions} のあと"),
    "why.action.impossible": Message(en="cannot be carried out now", ja="いまは実行できない"),
    # what keeps a resource from running
    "stopper.stop-all": Message(
        en="all resources are to be stopped (stop-all-resources)",
        ja="すべてのリソースの停止が指定されています（stop-all-resources）",
    ),
    "stopper.no-quorum": Message(
        en="this partition has no quorum (no-quorum-policy={policy})",
        ja="このパーティションはクォーラムを失っています（no-quorum-policy={policy}）",
    ),
    "stopper.target-role": Message(
        en="{resource} is to be stopped (target-role)", ja="{resource} は停止が指定されています（target-role）"
    ),
    "stopper.unmanaged": Message(
        en="{resource} is unmanaged: the cluster leaves it alone",
        ja="{resource} は管理対象外なので、クラスタは手を出しません",
    ),
    "stopper.blocked": Message(
        en="{resource} is blocked: an operation failed and the cluster has given up acting on it",
        ja="{resource} はブロックされています。操作が失敗し、クラスタは手を引きました",
    ),
    "stopper.offline": Message(en="{node} is offline", ja="{node} はオフラインです"),
    "stopper.unclean": Message(en="{node} is unclean", ja="{node} は UNCLEAN です"),
    "stopper.standby": Message(en="{node} is in standby", ja="{node} はスタンバイです"),
    "stopper.maintenance": Message(en="{node} is in maintenance", ja="{node} はメンテナンス中です"),
    "stopper.shutting-down": Message(en="{node} is shutting down", ja="{node} は停止しつつあります"),
    "stopper.impossible": Message(
        en="{action} on {node} cannot be carried out ({reason})", ja="{node} で {action} を実行できません（{reason}）"
    ),
    "stopper.impossible-unsaid": Message(
        en="{action} on {node} cannot be carried out", ja="{node} で {action} を実行できません"
    ),
    "stopper.not-considered": Message(en="{node} is not considered", ja="{node} は候補になりません"),
    "stopper.score": Message(en="on {node} it scores {score}", ja="{node} でのスコアは {score}"),
}
