"""Why the scheduler acts: its own short phrases, said at length."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "reason.both": Message(en="{words} [{reason}]", ja="{words}［{reason}］"),
    "reason.node-availability": Message(
        en="no node is left on which it could go on", ja="動かし続けられるノードがない"
    ),
    "reason.no-quorum": Message(en="the partition has no quorum", ja="パーティションがクォーラムを失っている"),
    "reason.quorum-freeze": Message(
        en="without quorum nothing new is started", ja="クォーラムがない間は新しく起動しない"
    ),
    "reason.multiply-active": Message(en="it is active on several nodes", ja="複数のノードで動いている"),
    "reason.definition": Message(en="its configuration has changed", ja="リソースの設定が変わった"),
    "reason.required": Message(en="{what} requires it", ja="{what} のために必要"),
    "reason.unrunnable": Message(en="{what} cannot be carried out", ja="{what} を実行できない"),
    "reason.unmigrateable": Message(
        en="{what} rules out a live migration", ja="{what} によりライブマイグレーションができない"
    ),
    "reason.colocation": Message(en="it must be with {resource}", ja="{resource} と同じノードで動かす必要がある"),
    "reason.expired": Message(en="failure-timeout is over", ja="failure-timeout が過ぎた"),
    "reason.reconnect": Message(en="the connection will be tried again", ja="接続を再試行する"),
    "reason.parameters": Message(en="its parameters have changed", ja="リソースのパラメータが変わった"),
    "reason.no-membership-quorum": Message(
        en="the cluster has no quorum, and no-quorum-policy asks for fencing",
        ja="クォーラムがなく、no-quorum-policy がフェンシングを求めている",
    ),
    "reason.not-seen": Message(en="the node was never seen", ja="ノードが一度も現れていない"),
    "reason.criteria": Message(en="the node may not be a member", ja="ノードがメンバーの条件を満たさない"),
    "reason.requested": Message(en="somebody asked for it", ja="フェンシングが要求された"),
    "reason.left": Message(en="the node has left unexpectedly", ja="ノードが予期せず離脱した"),
    "reason.no-process": Message(
        en="the cluster software of the node is gone", ja="ノードのクラスタソフトウェアが消えた"
    ),
    "reason.unknown-state": Message(en="the state of the node is unknown", ja="ノードの状態が分からない"),
    "reason.pending": Message(en="the node takes too long to join", ja="ノードの参加に時間がかかりすぎている"),
    "reason.unclean": Message(en="the state of the node is not certain", ja="ノードの状態が確かでない（UNCLEAN）"),
    "reason.guest-unclean": Message(en="the guest node is unclean", ja="ゲストノードの状態が確かでない（UNCLEAN）"),
    "reason.connection": Message(
        en="the connection to the remote node is lost for good", ja="リモートノードへの接続を回復できない"
    ),
    "reason.ticket": Message(en="a ticket was lost", ja="チケットを失った"),
    "reason.thought-active": Message(
        en="{resource} may still run there", ja="{resource} がそこでまだ動いているかもしれない"
    ),
    "reason.remote-active": Message(
        en="{resource} may still run there; a new connection would spare the node",
        ja="{resource} がそこでまだ動いているかもしれない（再接続できれば取り消される）",
    ),
    "reason.failed-there": Message(en="{resource} failed there", ja="{resource} がそこで失敗した"),
}
