"""The words in and beside the pictures of decisions and of the past: transition, constraints, scores, lanes."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "picture.no_cluster": Message(
        en="No cluster is running, so there is nothing to show.",
        ja="クラスタが動いていないので、示すものがありません。",
    ),
    "picture.seen_by": Message(en="as {node} sees it", ja="{node} から見た状態"),
    "picture.titled": Message(en="{title} ({note})", ja="{title}、{note}"),
    "picture.decided_by": Message(en="decided by {node}", ja="{node} の決定"),
    "picture.more": Message(en="and {count} more", ja="ほか {count} 件"),
    "picture.items": Message(en="{items} and {count} more", ja="{items}、ほか {count} 件"),
    # the panel
    "panel.pictures": Message(en="Pictures", ja="図"),
    "panel.pictures.choice": Message(en="Picture", ja="図の種類"),
    "panel.pictures.large": Message(en="large", ja="大きく"),
    "panel.pictures.png": Message(en="Save as PNG", ja="PNG で保存"),
    "panel.pictures.svg": Message(en="Save as SVG", ja="SVG で保存"),
    "panel.pictures.latest": Message(en="now, or the last one", ja="現在、または最後の遷移"),
    "picture.name.placement": Message(en="What is where now", ja="いまの配置"),
    "picture.name.lanes": Message(en="What ran where, by resource", ja="これまでの配置（リソース別）"),
    "picture.name.node_lanes": Message(en="What ran where, by node", ja="これまでの配置（ノード別）"),
    "picture.name.failcounts": Message(en="Fail counts", ja="フェイルカウント"),
    "picture.name.transition": Message(en="Transition", ja="遷移"),
    "picture.name.constraints": Message(en="Constraints", ja="制約"),
    "picture.name.scores": Message(en="Scores", ja="スコア"),
    # the transition
    "transition.title.wanted": Message(en="What the cluster wants to do now", ja="クラスタがこれから行うこと"),
    "transition.title.under_way": Message(en="Transition {number}, under way", ja="遷移 {number}（実行中）"),
    "transition.title.past": Message(en="Transition {number}, at {time}", ja="遷移 {number}（{time}）"),
    "transition.nothing": Message(en="Nothing has to be done.", ja="行うことは何もありません。"),
    "transition.cluster": Message(en="cluster", ja="クラスタ全体"),
    "transition.monitored": Message(en="then monitor", ja="続いて監視"),
    "transition.done": Message(en="done", ja="完了"),
    "transition.failed": Message(en="failed", ja="失敗"),
    "transition.flying": Message(en="under way", ja="実行中"),
    "transition.open": Message(en="not begun", ja="未着手"),
    "transition.more": Message(en="{count} more tasks are not drawn: {tasks}", ja="このほか {count} 件は省略: {tasks}"),
    "transition.impossible": Message(en="cannot be done: {tasks}", ja="実行できない: {tasks}"),
    "transition.waits": Message(en="An arrow leads to what waits.", ja="矢印の先は、元が終わるのを待つ。"),
    "transition.task": Message(en="{operation} {resources} on {node}", ja="{node} で {resources} を {operation}"),
    "transition.task.anywhere": Message(en="{operation} {resources}", ja="{resources} を {operation}"),
    "transition.task.node": Message(en="{operation} {node}", ja="{node} を {operation}"),
    "transition.sentence.after": Message(en="{task} (after {others})", ja="{task}（{others} の後）"),
    "transition.sentence.state": Message(en="{task}: {state}", ja="{task}（{state}）"),
    "transition.sentence": Message(en="{title}: {tasks}.", ja="{title}: {tasks}。"),
    # the score map
    "scores.title": Message(
        en="Scores: what each node is worth to each resource", ja="スコア: 各リソースから見た各ノードの点数"
    ),
    "scores.key": Message(
        en="✓ chosen   ∞ INFINITY (must)   −∞ -INFINITY (must not)   · not considered",
        ja="✓ 選ばれたノード   ∞ INFINITY（必須）   −∞ -INFINITY（禁止）   · 対象外",
    ),
    "scores.nowhere": Message(en="nowhere", ja="なし"),
    "scores.where": Message(en="goes to", ja="配置先"),
    "scores.more.resources": Message(
        en="{count} more resources are not drawn.", ja="このほか {count} 個のリソースは省略。"
    ),
    "scores.more.nodes": Message(en="{count} more nodes are not drawn.", ja="このほか {count} 台のノードは省略。"),
    "scores.none": Message(en="No resource was placed.", ja="配置されたリソースはありません。"),
    "scores.sentence": Message(
        en="{resource}: {scores}; it goes to {node}", ja="{resource}: {scores}。配置先は {node}"
    ),
    "scores.sentence.nowhere": Message(
        en="{resource}: {scores}; it goes nowhere", ja="{resource}: {scores}。どこにも配置されない"
    ),
    "scores.sentence.score": Message(en="{score} on {node}", ja="{node} は {score}"),
    "scores.sentence.not_considered": Message(en="{node} is not considered", ja="{node} は対象外"),
    # the constraints
    "constraints.title": Message(en="Constraints", ja="制約"),
    "constraints.key.location": Message(en="● location: leads to nodes", ja="● 場所 location: 矢印の先がノード"),
    "constraints.key.colocation": Message(
        en="■ colocation: leads to what it is to be with", ja="■ 同居 colocation: 矢印の先と一緒に置く"
    ),
    "constraints.key.order": Message(en="▶ order: leads to what is next", ja="▶ 順序 order: 矢印の先が後"),
    "constraints.key.ticket": Message(en="◆ ticket: leads to what it needs", ja="◆ チケット ticket: 矢印の先が必要"),
    "constraints.none": Message(en="No constraint is configured.", ja="制約は設定されていません。"),
    "constraints.no_node": Message(en="(on no node now)", ja="（いまはどのノードにも当てはまらない）"),
    "constraints.more": Message(en="{count} more constraints are not drawn.", ja="このほか {count} 件の制約は省略。"),
    "constraints.unbound": Message(en="without constraints: {resources}", ja="制約のないリソース: {resources}"),
    "constraints.sentence.location": Message(
        en="{sources} on {targets}: {label} (location {id})", ja="{targets} での {sources}: {label}（location {id}）"
    ),
    "constraints.sentence.rule": Message(
        en="{sources} by the rule {label}: {targets} (location {id})",
        ja="{sources} のルール {label}: {targets}（location {id}）",
    ),
    "constraints.sentence.colocation": Message(
        en="{sources} with {targets}: {label} (colocation {id})",
        ja="{sources} は {targets} と一緒: {label}（colocation {id}）",
    ),
    "constraints.sentence.order": Message(
        en="{sources} before {targets}: {label} (order {id})", ja="{sources} の後に {targets}: {label}（order {id}）"
    ),
    "constraints.sentence.ticket": Message(
        en="{sources} needs the ticket {label}, which is {state} (ticket {id})",
        ja="{sources} にはチケット {label} が必要（{state}）（ticket {id}）",
    ),
    "bond.location": Message(en="location", ja="場所 location"),
    "bond.rule": Message(en="location, rule", ja="場所 location（ルール）"),
    "bond.colocation": Message(en="colocation", ja="同居 colocation"),
    "bond.order": Message(en="order", ja="順序 order"),
    "bond.ticket": Message(en="ticket", ja="チケット ticket"),
    "thing.primitive": Message(en="primitive", ja="プリミティブ"),
    "thing.group": Message(en="group", ja="グループ"),
    "thing.clone": Message(en="clone", ja="クローン"),
    "thing.promotable": Message(en="promotable clone", ja="昇格可能なクローン"),
    "thing.bundle": Message(en="bundle", ja="バンドル"),
    "thing.node": Message(en="node", ja="ノード"),
    "thing.ticket": Message(en="ticket", ja="チケット"),
    "ticket.granted": Message(en="granted", ja="付与済み"),
    "ticket.standby": Message(en="in standby", ja="スタンバイ"),
    "ticket.revoked": Message(en="not granted", ja="未付与"),
    # the lanes
    "lanes.title": Message(en="What ran where", ja="どこで何が動いていたか"),
    "lanes.client": Message(en="client", ja="クライアント"),
    "lanes.outage": Message(en="down {seconds} s: {seen}", ja="停止 {seconds} 秒: {seen}"),
    "lanes.now": Message(en="now", ja="現在"),
    "lanes.none": Message(en="Nothing has run yet.", ja="まだ何も動いていません。"),
    "lanes.key": Message(
        en="✗ failure   ⊘ may not run there any more   ▼ cleaned up   // nothing happened for a while",
        ja="✗ 故障   ⊘ 以後そのノードでは起動不可   ▼ クリーンアップ   // しばらく何も起きていない",
    ),
    "lanes.more": Message(en="{count} more lanes are not drawn.", ja="このほか {count} 件は省略。"),
    "lanes.sentence": Message(en="{resource} ran on {spans}", ja="{resource} の動作: {spans}"),
    "lanes.sentence.span": Message(en="{node} from {start} to {end}", ja="{node} で {start} から {end} まで"),
    "lanes.sentence.lasting": Message(en="{node} since {start}", ja="{node} で {start} から現在まで"),
    "lanes.sentence.outage": Message(
        en="the client was not served for {seconds} s from {start} on ({seen})",
        ja="クライアントは {start} から {seconds} 秒間、応答を得られなかった（{seen}）",
    ),
    "lanes.sentence.served": Message(en="the client was served all the time", ja="クライアントは常に応答を得られた"),
    "lanes.event.power-off": Message(en="power off {node}", ja="電源断 {node}"),
    "lanes.event.power-on": Message(en="power on {node}", ja="電源投入 {node}"),
    "lanes.event.unplug": Message(en="unplug {node}", ja="{node} のケーブルを抜く"),
    "lanes.event.plug": Message(en="plug in {node}", ja="{node} のケーブルを挿す"),
    "lanes.event.cut": Message(en="cut {node}", ja="切断 {node}"),
    "lanes.event.heal": Message(en="heal {node}", ja="復旧 {node}"),
    "lanes.event.unreachable": Message(en="unreachable: {node}", ja="到達不可 {node}"),
    "lanes.event.reachable": Message(en="reachable: {node}", ja="到達可能 {node}"),
    "lanes.event.host-down": Message(en="host off: {node}", ja="ホスト停止 {node}"),
    "lanes.event.host-up": Message(en="host on: {node}", ja="ホスト起動 {node}"),
    "lanes.event.killed": Message(en="kill {what} {node}", ja="{node} の {what} を kill"),
    "lanes.event.fenced": Message(en="fenced {node}", ja="フェンシング {node}"),
    "lanes.event.panic": Message(en="{node} resets", ja="{node} リセット"),
    "lanes.several": Message(en="{first} and {count} more", ja="{first} ほか {count}"),
    "lanes.seconds": Message(en="{seconds} s", ja="{seconds} 秒"),
    # what the client gets
    "client.ok": Message(en="the page", ja="ページを表示"),
    "client.connection refused": Message(en="connection refused", ja="接続拒否"),
    "client.timeout": Message(en="no answer", ja="応答なし"),
    "client.error page": Message(en="error page", ja="エラーページ"),
    "client.double address": Message(en="two servers answer", ja="2 台が同じアドレスで応答"),
}
