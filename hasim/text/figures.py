"""The words in and beside the figures."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    # states of a node
    "node.online": Message(en="online", ja="オンライン"),
    "node.offline": Message(en="offline", ja="オフライン"),
    "node.standby": Message(en="standby", ja="スタンバイ"),
    "node.maintenance": Message(en="maintenance", ja="メンテナンス"),
    "node.unclean": Message(en="unclean", ja="UNCLEAN"),
    "node.pending": Message(en="joining", ja="参加待ち"),
    "node.off": Message(en="switched off", ja="電源オフ"),
    "node.booting": Message(en="booting", ja="起動中"),
    "node.stopped": Message(en="outside the cluster", ja="クラスタ未起動"),
    # the placement figure
    "placement.dc": Message(en="DC", ja="DC"),
    "placement.quorate": Message(en="quorum", ja="クォーラムあり"),
    "placement.inquorate": Message(en="no quorum", ja="クォーラムなし"),
    "placement.gateway": Message(en="gateway {host}", ja="ゲートウェイ {host}"),
    "placement.failures": Message(en="failed {count}/{threshold}", ja="故障 {count}/{threshold}"),
    "placement.failures_only": Message(en="failed {count}", ja="故障 {count}"),
    "placement.dead": Message(en="dead, not noticed yet", ja="停止（未検知）"),
    "placement.blocked": Message(en="blocked", ja="ブロック"),
    "placement.banned": Message(en="{resource} banned", ja="{resource} 禁止"),
    "placement.exhausted": Message(en="{resource} barred: {count} failures", ja="{resource} 起動不可: 故障{count}回"),
    "placement.nowhere": Message(en="runs nowhere: {resources}", ja="どこでも動いていない: {resources}"),
    "placement.empty": Message(en="no resources configured", ja="リソースは未設定"),
    "placement.pending": Message(en="{operation} …", ja="{operation} 中…"),
    "placement.unmanaged": Message(en="unmanaged", ja="管理対象外"),
    "placement.orphan": Message(en="not configured", ja="設定なし"),
    "placement.unreachable": Message(en="cannot reach {host}", ja="{host} に届かない"),
    "placement.remote": Message(en="remote node", ja="リモートノード"),
    "placement.guest": Message(en="guest node", ja="ゲストノード"),
    "placement.side": Message(en="partition {side}", ja="パーティション {side}"),
    "placement.fencing": Message(en="being fenced", ja="フェンシング中"),
    "placement.client": Message(en="client asks {address}: {seen}", ja="クライアント → {address}: {seen}"),
    "placement.nodes": Message(en="{count} more nodes: {nodes}", ja="ほか {count} 台のノード: {nodes}"),
    "placement.more": Message(en="... and {count} more", ja="…ほか {count} 件"),
    # its sentence
    "placement.sentence.nothing": Message(
        en="No cluster is running on {nodes}.", ja="{nodes} ではまだクラスタが動いていません。"
    ),
    "placement.sentence.node": Message(en="{node} is {state}{dc}", ja="{node} は{state}{dc}"),
    "placement.sentence.dc": Message(en=" and the DC", ja="（DC）"),
    "placement.sentence.runs": Message(en="{resource} runs on {nodes}", ja="{resource} は {nodes} で動作中"),
    "placement.sentence.nowhere": Message(en="{resource} runs nowhere", ja="{resource} はどこでも動いていない"),
    "placement.sentence.dead": Message(
        en="{resource} died on {node}, which the cluster has not noticed yet",
        ja="{node} の {resource} は落ちているがクラスタはまだ気付いていない",
    ),
    "placement.sentence.failed": Message(
        en="{resource} failed {count} times on {node}", ja="{resource} は {node} で {count} 回故障"
    ),
    "placement.sentence.failed_once": Message(
        en="{resource} failed once on {node}", ja="{resource} は {node} で 1 回故障"
    ),
    "placement.sentence.failed_for_good": Message(
        en="{resource} may not start on {node} again (fail count INFINITY)",
        ja="{resource} は {node} で起動不可（フェイルカウント INFINITY）",
    ),
    "placement.sentence.banned": Message(
        en="{resource} is banned from {node} by {constraint}", ja="{resource} は {constraint} により {node} で禁止"
    ),
    "placement.sentence.blocked": Message(
        en="{resource} is blocked on {node}: the cluster does nothing more with it",
        ja="{resource} は {node} でブロックされ、クラスタはもう操作しない",
    ),
    "placement.sentence.failed_now": Message(
        en="{resource} has failed on {node} and waits for its recovery", ja="{resource} は {node} で故障し、復旧待ち"
    ),
    "placement.sentence.pending": Message(
        en="{operation} of {resource} is under way on {node}", ja="{node} で {resource} の {operation} が進行中"
    ),
    "placement.sentence.unmanaged": Message(en="{resource} is not managed", ja="{resource} は管理対象外"),
    "placement.sentence.orphan": Message(en="{resource} is no longer configured", ja="{resource} の設定はもうない"),
    "placement.sentence.side": Message(en="partition {side} is {nodes}", ja="パーティション {side} は {nodes}"),
    "placement.sentence.fencing": Message(en="{node} is being fenced", ja="{node} はフェンシング中"),
    "placement.sentence.client": Message(
        en="the client, which asks {address}, gets: {seen} (from {servers})",
        ja="{address} に問い合わせたクライアントの結果: {seen}（応答元 {servers}）",
    ),
    "placement.sentence.client.nobody": Message(
        en="the client, which asks {address}, gets: {seen}", ja="{address} に問い合わせたクライアントの結果: {seen}"
    ),
    "placement.sentence.unreachable": Message(
        en="{node} cannot reach the gateway", ja="{node} からゲートウェイに届かない"
    ),
    "placement.sentence.cut": Message(
        en="the link between {one} and {other} is cut", ja="{one} と {other} の間の通信は切れている"
    ),
    "placement.sentence.no_quorum": Message(en="there is no quorum on {nodes}", ja="{nodes} はクォーラムを失っている"),
    # the fail-count timeline
    "timeline.title": Message(en="Fail counts over time", ja="フェイルカウントの推移"),
    "timeline.line": Message(en="{resource} on {node}", ja="{resource}（{node}）"),
    "timeline.threshold": Message(en="migration-threshold = {threshold}", ja="migration-threshold = {threshold}"),
    "timeline.cleanup": Message(en="cleaned", ja="クリア"),
    "timeline.axis": Message(en="simulated time", ja="シミュレーション時刻"),
    "timeline.none": Message(en="No failure so far", ja="故障はまだありません"),
    "timeline.sentence": Message(
        en="{resource} on {node}: fail count {counts}.", ja="{node} の {resource}: フェイルカウント {counts}。"
    ),
    "timeline.sentence.threshold": Message(
        en="At {threshold} a node is given up.", ja="{threshold} に達したノードでは動かせなくなる。"
    ),
    "timeline.sentence.ban": Message(
        en="{resource} may not run on {node} any more from {time} on.",
        ja="{time} 以降、{resource} は {node} で動かせない。",
    ),
    "timeline.expiry": Message(
        en="{resource} on {node}: forgotten at {time}, in {left} s.",
        ja="{node} の {resource}: {left} 秒後（{time}）に忘れられる。",
    ),
    "timeline.expiry.due": Message(
        en="{resource} on {node}: to be forgotten since {time} ({left} s).",
        ja="{node} の {resource}: {time} から忘れられるのを待っている（{left} 秒）。",
    ),
    "sentence.join": Message(en="; ", ja="。"),
    "sentence.end": Message(en=".", ja="。"),
}
