"""Why a score is what it is, one sentence a cause."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "cause.node": Message(en="the node itself has this score", ja="ノード自体のスコア"),
    "cause.location": Message(en="location constraint {id}", ja="配置制約 {id}"),
    "cause.health": Message(en="the health of the node", ja="ノードの健全性"),
    "cause.stickiness": Message(en="stickiness: it runs here now", ja="いま動いている場所に留まる（stickiness）"),
    "cause.colocation": Message(en="it must follow {resource} ({id})", ja="{resource} と同じ場所が条件（{id}）"),
    "cause.dependent": Message(en="{resource}, which depends on it, counts here", ja="これに従う {resource} の都合"),
    "cause.threshold": Message(en="too many failures here", ja="このノードで故障回数が上限に達した"),
    "cause.threshold.of": Message(
        en="too many failures of {resource} here", ja="このノードで {resource} の故障回数が上限に達した"
    ),
    "cause.failure": Message(en="a failed operation bans it here", ja="失敗した操作による禁止"),
    "cause.failure.of": Message(
        en="a failed operation of {resource} bans it here", ja="{resource} の失敗した操作による禁止"
    ),
    "cause.discovery": Message(en="exclusive discovery names other nodes", ja="探索が他のノードに限定されている"),
    "cause.ticket": Message(en="ticket {id}", ja="チケット {id}"),
    "cause.shutdown-lock": Message(en="it is locked to a node that shut down", ja="停止したノードに固定されている"),
    "cause.target-role": Message(en="it is to be stopped (target-role)", ja="停止が指定されている（target-role）"),
    "cause.unmanaged": Message(en="it is unmanaged and stays where it is", ja="管理対象外のため動かさない"),
    "cause.multiple-active": Message(en="it is active on several nodes", ja="複数のノードで動いている"),
    "cause.removed": Message(en="it is no longer configured", ja="設定から消えている"),
    "cause.launcher": Message(
        en="a guest or remote node is not the place for it", ja="ゲストノード・リモートノードの制約"
    ),
    "cause.promotion": Message(en="promotion score set by its agent", ja="エージェントが付けた昇格スコア"),
    "cause.limit": Message(en="the clone has no room here", ja="クローンの上限に達している"),
    "cause.capacity": Message(en="the node has too little capacity left", ja="ノードの残り容量が足りない"),
    "cause.floor": Message(en="a dependent may not push it further down", ja="従属リソースによる下限"),
    "cause.notes": Message(en=" ({notes})", ja="（{notes}）"),
    "cause.and": Message(en=", ", ja="、"),
    "cause.rule": Message(en="rule {rule}", ja="ルール {rule}"),
    # what stands in brackets behind a cause
    "fact.offline": Message(en="offline", ja="オフライン"),
    "fact.shutting-down": Message(en="shutting down", ja="停止処理中"),
    "fact.shortage": Message(en="too little left: {found}", ja="残りが不足: {found}"),
    "fact.clone-max": Message(en="clone-max {most}", ja="clone-max {most}"),
    "fact.clone-node-max": Message(en="clone-node-max {most}", ja="clone-node-max {most}"),
    "fact.clone-not-there": Message(en="the clone may not run there", ja="クローン自体が配置できないノード"),
    "fact.not-available": Message(en="the node may run nothing now", ja="いまリソースを動かせないノード"),
    "fact.remote-node": Message(en="not on a remote node", ja="リモートノード上には置けない"),
    "fact.container": Message(en="container {container}", ja="コンテナ {container}"),
    "fact.none-set": Message(en="none is set", ja="未設定"),
    "fact.not-active": Message(en="it is active nowhere", ja="どこでも動いていない"),
    "fact.ticket": Message(en="ticket {ticket}", ja="チケット {ticket}"),
    "fact.threshold": Message(
        en="fail count {count} >= migration-threshold {threshold}",
        ja="フェイルカウント {count} >= migration-threshold {threshold}",
    ),
    "fact.not-installed": Message(en="not installed", ja="インストールされていない"),
    "fact.hard-error": Message(en="an error that bans it from the node", ja="このノードでは起動できないエラー"),
    "fact.fatal-error": Message(en="an error that bans it from every node", ja="どのノードでも起動できないエラー"),
    "fact.stop-failed": Message(en="its stop failed", ja="停止に失敗"),
    "fact.on-fail": Message(en="on-fail={response}", ja="on-fail={response}"),
    "fact.unmanaged": Message(en="{by}", ja="{by}"),
    "fact.set-aside": Message(
        en="its {score} is set aside, or it could run nowhere", ja="{score} を適用するとどこでも動けないため無視"
    ),
    "fact.through": Message(en="by way of {resource}", ja="{resource} を介して"),
    "fact.node": Message(en="{node}", ja="{node}"),
    # the bill itself
    "receipt.head": Message(en="{resource} on {node}: {score}", ja="{node} での {resource}: {score}"),
    "receipt.nothing": Message(en="nothing speaks for or against it", ja="加点も減点もない"),
    "receipt.not_considered": Message(
        en="{node} is not considered for {resource}", ja="{node} は {resource} の候補ではない"
    ),
}
