"""What could be seen to happen in the simulated cluster, one sentence an event.

The English ones are those that the simulation itself writes down; a test holds them equal.
"""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    # what was broken, and machines that reset themselves
    "event.fault.power-off": Message(en="{node} loses power", ja="{node} の電源が落ちる"),
    "event.fault.power-on": Message(en="{node} is switched on", ja="{node} の電源が入る"),
    "event.fault.unplug": Message(en="unplug: {where}", ja="LAN ケーブルを抜く: {where}"),
    "event.fault.plug": Message(en="plug: {where}", ja="LAN ケーブルを挿す: {where}"),
    "event.fault.cut": Message(en="cut: {where}", ja="通信経路を切断: {where}"),
    "event.fault.heal": Message(en="heal: {where}", ja="通信経路を復旧: {where}"),
    "event.fault.unreachable": Message(en="unreachable: {where}", ja="ホストに届かなくなる: {where}"),
    "event.fault.reachable": Message(en="reachable: {where}", ja="ホストに再び届く: {where}"),
    "event.fault.host-down": Message(en="host-down: {where}", ja="ホストが停止: {where}"),
    "event.fault.host-up": Message(en="host-up: {where}", ja="ホストが起動: {where}"),
    "event.killed": Message(en="{process} on {node} was killed", ja="{node} の {process} が強制終了された"),
    "event.died": Message(en="{process} on {node} died", ja="{node} の {process} が異常終了した"),
    "event.panic.fail-fast": Message(
        en="{node} resets itself because {process} died (PCMK_fail_fast)",
        ja="{process} が異常終了したため {node} が自らリセットする（PCMK_fail_fast）",
    ),
    "event.panic.fenced": Message(
        en="{node} resets itself because it was fenced", ja="フェンシングされたため {node} が自らリセットする"
    ),
    "event.watchdog": Message(en="the watchdog resets {node}", ja="ウォッチドッグが {node} をリセットする"),
    # who is with whom, and who leads
    "event.membership.left": Message(
        en="{node} sees a new membership: {members} ({names} left)",
        ja="{node} から見たメンバーが変わる: {members}（{names} が離脱）",
    ),
    "event.membership.joined": Message(
        en="{node} sees a new membership: {members} ({names} joined)",
        ja="{node} から見たメンバーが変わる: {members}（{names} が参加）",
    ),
    "event.quorum.gained": Message(
        en="the partition of {node} has quorum", ja="{node} のパーティションはクォーラムを得ている"
    ),
    "event.quorum.lost": Message(
        en="the partition of {node} has no quorum", ja="{node} のパーティションはクォーラムを失っている"
    ),
    "event.dc": Message(en="{node} is elected DC", ja="{node} が DC に選出される"),
    "event.join": Message(en="{node} has joined the cluster of {dc}", ja="{node} が {dc} のクラスタに参加した"),
    "event.node-lost.orderly": Message(en="{dc} sees {node} leave", ja="{dc} が {node} の離脱を確認した"),
    "event.node-lost.gone": Message(en="{dc} sees {node} gone", ja="{dc} が {node} の消失に気づいた"),
    # what is found out and remembered
    "event.operation": Message(
        en="{task} of {resource} on {node}: {result}", ja="{node} で {resource} の {task}: {result}"
    ),
    "event.operation-begin": Message(
        en="{task} of {resource} on {node} begins", ja="{node} で {resource} の {task} が始まる"
    ),
    "event.fail-count": Message(
        en="fail count of {resource} on {node} is now {count}",
        ja="{node} での {resource} のフェイルカウントが {count} になった",
    ),
    "event.fail-count.lost": Message(
        en="fail count of {resource} on {node} is forgotten",
        ja="{node} での {resource} のフェイルカウントが失われた",
    ),
    "event.ban": Message(
        en="{resource} may no longer run on {node}: its failures have reached the migration threshold",
        ja="{resource} は {node} で動けなくなった。故障回数が migration-threshold に達したため",
    ),
    "event.cleanup": Message(
        en="the history of {resource} on {node} is cleaned up", ja="{node} での {resource} の履歴がクリーンアップされた"
    ),
    "event.attribute.set": Message(en="{name} of {node} is now {value}", ja="{node} の属性 {name} が {value} になった"),
    "event.attribute.deleted": Message(en="{name} of {node} is deleted", ja="{node} の属性 {name} が削除された"),
    # a node is to be off
    "event.fencing": Message(
        en="{asker} asks for {action} of {target}", ja="{asker} が {target} のフェンシング（{action}）を要求する"
    ),
    "event.fence-failed": Message(
        en="{device} on {peer} fails to {action} {target}: {reason}",
        ja="{peer} の {device} による {target} の {action} が失敗: {reason}",
    ),
    "event.fenced": Message(
        en="{action} of {target} has succeeded (by {by})", ja="{target} の {action} が成功した（実行: {by}）"
    ),
    "event.fenced.unknown": Message(
        en="{action} of {target} has succeeded (by unknown node)",
        ja="{target} の {action} が成功した（実行ノード不明）",
    ),
    "event.fencing-failed": Message(
        en="{action} of {target} fails: {reason}", ja="{target} の {action} が失敗した: {reason}"
    ),
    "event.fenced-alive": Message(
        en="{node} hears that it was fenced, although it runs, and leaves the cluster",
        ja="{node} は動いているのにフェンシング済みと知らされ、クラスタを離れる",
    ),
    # what is done about it
    "event.transition": Message(en="transition {number}: {actions}", ja="transition {number}: {actions}"),
    "event.transition.quiet": Message(
        en="transition {number}: monitors and probes", ja="transition {number}: 監視と probe のみ"
    ),
    "event.transition-end.complete": Message(en="transition {number} is complete", ja="transition {number} が完了した"),
    "event.transition-end.stopped": Message(
        en="transition {number} is stopped", ja="transition {number} が途中で打ち切られた"
    ),
    # what users feel, and data that is lost
    "event.client": Message(
        en="the client asks {address} for the page: {seen} ({servers})",
        ja="クライアントが {address} にページを要求: {seen}（応答: {servers}）",
    ),
    "event.client.nobody": Message(en="nobody", ja="なし"),
    "event.client.ok": Message(en="ok", ja="正常"),
    "event.client.connection refused": Message(en="connection refused", ja="接続拒否"),
    "event.client.timeout": Message(en="timeout", ja="タイムアウト"),
    "event.client.error page": Message(en="error page", ja="エラーページ"),
    "event.client.double address": Message(en="double address", ja="アドレスの重複"),
    "event.double-mount": Message(
        en="{device} is mounted on {other} and {node} at the same time: its data is destroyed",
        ja="{device} が {other} と {node} に同時にマウントされた。データは壊れる",
    ),
    "event.split-brain": Message(
        en="Split-Brain detected on {resource} between {node} and {other}, dropping connection",
        ja="{node} と {other} の間で {resource} のスプリットブレインが検出され、接続が切られた",
    ),
    # the kinds themselves, in the log's column and filter
    "kind.fault": Message(en="fault", ja="障害"),
    "kind.killed": Message(en="killed", ja="強制終了"),
    "kind.panic": Message(en="panic", ja="自己リセット"),
    "kind.watchdog": Message(en="watchdog", ja="ウォッチドッグ"),
    "kind.membership": Message(en="membership", ja="メンバー"),
    "kind.quorum": Message(en="quorum", ja="クォーラム"),
    "kind.dc": Message(en="dc", ja="DC 選出"),
    "kind.join": Message(en="join", ja="参加"),
    "kind.node-lost": Message(en="node-lost", ja="ノード離脱"),
    "kind.monitor-failed": Message(en="monitor-failed", ja="監視の失敗"),
    "kind.fail-count": Message(en="fail-count", ja="フェイルカウント"),
    "kind.ban": Message(en="ban", ja="禁止"),
    "kind.cleanup": Message(en="cleanup", ja="クリーンアップ"),
    "kind.attribute": Message(en="attribute", ja="属性"),
    "kind.fencing": Message(en="fencing", ja="フェンシング要求"),
    "kind.fence-failed": Message(en="fence-failed", ja="フェンス装置の失敗"),
    "kind.fenced": Message(en="fenced", ja="フェンシング成功"),
    "kind.fencing-failed": Message(en="fencing-failed", ja="フェンシング失敗"),
    "kind.fenced-alive": Message(en="fenced-alive", ja="誤フェンシング"),
    "kind.transition": Message(en="transition", ja="transition"),
    "kind.operation-begin": Message(en="operation-begin", ja="操作の開始"),
    "kind.operation": Message(en="operation", ja="操作の結果"),
    "kind.transition-end": Message(en="transition-end", ja="transition 終了"),
    "kind.client": Message(en="client", ja="クライアント"),
    "kind.double-mount": Message(en="double-mount", ja="二重マウント"),
    "kind.split-brain": Message(en="split-brain", ja="スプリットブレイン"),
    # why a fail count changed
    "fail-count.failure": Message(en="failure", ja="故障"),
    "fail-count.cleanup": Message(en="cleaned up", ja="クリーンアップ"),
    "fail-count.expired": Message(en="failure-timeout is over", ja="failure-timeout が過ぎた"),
    "fail-count.lost": Message(en="lost with its node", ja="ノードとともに失われた"),
}
