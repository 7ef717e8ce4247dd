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
    "cause.failure": Message(en="a failed operation bans it here", ja="失敗した操作による禁止"),
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
    "receipt.head": Message(en="{resource} on {node}: {score}", ja="{node} での {resource}: {score}"),
    "receipt.nothing": Message(en="nothing speaks for or against it", ja="加点も減点もない"),
    "receipt.not_considered": Message(
        en="{node} is not considered for {resource}", ja="{node} は {resource} の候補ではない"
    ),
}
