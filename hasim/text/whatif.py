"""What would it take to have a resource on a node: the changes, and what else they move."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "change.cleanup": Message(
        en="forget the failures of {resource} on {node}", ja="{node} での {resource} の故障をクリーンアップする"
    ),
    "change.drop-cli": Message(
        en="remove {id}, which a move or ban left behind", ja="move や ban が残した制約 {id} を消す"
    ),
    "change.drop": Message(en="remove the constraint {id}", ja="制約 {id} を消す"),
    "change.online": Message(en="end the standby of {node}", ja="{node} のスタンバイを解除する"),
    "change.ready": Message(en="end the maintenance of {node}", ja="{node} のメンテナンスを終える"),
    "change.start": Message(
        en="ask for {resource} to run (target-role={value})", ja="{resource} の起動を指示する（target-role={value}）"
    ),
    "change.manage": Message(
        en="let the cluster manage {resource} again", ja="{resource} を再びクラスタの管理下に置く"
    ),
    "change.unmaintain": Message(en="end the maintenance of {resource}", ja="{resource} のメンテナンスを終える"),
    "change.start-node": Message(
        en="start {node}, the machine and its cluster software", ja="{node} のマシンとクラスタソフトウェアを起動する"
    ),
    "change.ban": Message(en="ban {resource} from {node}", ja="{resource} を {node} で禁止する"),
    "change.move": Message(
        en="move {resource} to {node}, which makes a preference of INFINITY for it",
        ja="{resource} を {node} へ move する（スコア INFINITY の制約ができる）",
    ),
    "change.move-force": Message(
        en="move {resource} to {node} by force, which also bans it from {other}",
        ja="{resource} を {node} へ force 付きで move する（{other} での禁止もできる）",
    ),
    "change.prefer": Message(
        en="give {resource} a preference of {score} for {node}",
        ja="{resource} に {node} を優先するスコア {score} の配置制約を加える",
    ),
    "change.threshold": Message(
        en="allow {resource} more failures (migration-threshold={value})",
        ja="{resource} の許容故障回数を増やす（migration-threshold={value}）",
    ),
    "change.stickiness": Message(
        en="let {resource} stick less to where it runs (resource-stickiness={value})",
        ja="{resource} がいまの場所に留まる力を弱める（resource-stickiness={value}）",
    ),
    "change.attribute": Message(
        en="set the attribute {name} of {node} to {value}", ja="{node} の属性 {name} を {value} にする"
    ),
    "change.health": Message(
        en="declare {node} healthy ({name}={value})", ja="{node} を健全とみなす（{name}={value}）"
    ),
    "change.ticket": Message(en="grant the ticket {ticket}", ja="チケット {ticket} を付与する"),
    "change.capacity": Message(
        en="give {node} more capacity ({name}={value})", ja="{node} の容量を増やす（{name}={value}）"
    ),
    "change.clone-max": Message(
        en="allow more instances of {resource} (clone-max={value})",
        ja="{resource} のインスタンス数の上限を増やす（clone-max={value}）",
    ),
    "change.clone-node-max": Message(
        en="allow more instances of {resource} on one node (clone-node-max={value})",
        ja="1 ノードで動かす {resource} のインスタンス数の上限を増やす（clone-node-max={value}）",
    ),
    "change.property": Message(
        en="set {name}={value} for the whole cluster", ja="クラスタ全体で {name}={value} にする"
    ),
    "effect.moves": Message(
        en="{resource} moves from {before} to {after}", ja="{resource} は {before} から {after} へ移る"
    ),
    "effect.starts": Message(en="{resource} starts on {after}", ja="{resource} は {after} で起動する"),
    "effect.stops": Message(en="{resource} stops (now on {before})", ja="{resource} は停止する（いまは {before}）"),
    "effect.none": Message(en="nothing else moves", ja="ほかに動くものはない"),
    "whatif.already": Message(
        en="{resource} is on {node}, or will be, as it is.", ja="{resource} は何もしなくても {node} で動きます。"
    ),
    "whatif.nothing": Message(
        en="Of the {tried} combinations of up to {most} changes that were tried, none brings {resource} to {node}.",
        ja="最大 {most} 個の変更の組み合わせを {tried} 通り試しましたが、"
        "{resource} を {node} で動かせるものはありません。",
    ),
    "whatif.cut": Message(
        en="The search ended after {tried} trials: there may be other ways.",
        ja="{tried} 通り試したところで打ち切りました。ほかの方法もあるかもしれません。",
    ),
    # on the Board
    "ways.ask": Message(en="What would it take to have it on", ja="次のノードで動かすには"),
    "ways.nowhere": Message(en="–", ja="―"),
    "ways.offer": Message(en="Offer", ja="方法"),
    "ways.do": Message(en="Do it", ja="実行する"),
    "ways.try": Message(en="Try it on a branch", ja="枝で試す"),
    "ways.branch": Message(en="{resource} on {node}", ja="{resource} を {node} で"),
    "ways.besides": Message(en="Besides: {effects}.", ja="ほかへの影響: {effects}。"),
}
