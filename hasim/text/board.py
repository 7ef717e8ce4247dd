"""The words on the Board: buttons, notes, errors."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    # buttons, and what they mean when the pointer rests on them
    "board.kill": Message(en="Kill {resource}", ja="{resource} を落とす"),
    "board.kill.tip": Message(
        en="{resource} dies on {node}; its next monitor will find out",
        ja="{node} の {resource} が落ちます。次の監視で検知されます",
    ),
    "board.kill.nothing": Message(en="Kill", ja="落とす"),
    "board.kill.nothing.tip": Message(en="nothing that can be killed runs here", ja="落とせるものは動いていません"),
    "board.kill.command": Message(en="({resource} is to die on {node})", ja="（{node} の {resource} を落とす）"),
    "board.kill.absent": Message(en="{resource} does not run on {node}.", ja="{resource} は {node} で動いていません。"),
    "board.power_off": Message(en="Power off", ja="電源断"),
    "board.power_on": Message(en="Power on", ja="電源投入"),
    "board.standby": Message(en="Standby", ja="スタンバイ"),
    "board.online": Message(en="Online", ja="オンライン"),
    "board.cleanup": Message(en="Clean up", ja="クリーンアップ"),
    "board.move": Message(en="Move", ja="移動"),
    "board.force": Message(en="Move by force", ja="強制移動"),
    "board.unmove": Message(en="Unmove", ja="移動解除"),
    "board.next": Message(en="Next event", ja="次の出来事"),
    "board.settle": Message(en="Settle", ja="落ち着くまで"),
    "board.undo": Message(en="Undo", ja="元に戻す"),
    "board.redo": Message(en="Redo", ja="やり直す"),
    "board.reset": Message(en="Reset", ja="最初から"),
    "board.auto": Message(en="settle after each click", ja="クリックごとに落ち着くまで進める"),
    "board.resource": Message(en="Resource", ja="リソース"),
    "board.to": Message(en="to", ja="移動先"),
    # what a click stands for, and what came of it
    "board.ready": Message(
        en="Each click shows here the command it stands for.", ja="クリックの意味するコマンドがここに出ます。"
    ),
    "board.power_off.command": Message(en="(the power cord of {node} is pulled)", ja="（{node} の電源ケーブルを抜く）"),
    "board.power_on.command": Message(en="(the power button of {node} is pressed)", ja="（{node} の電源ボタンを押す）"),
    "board.saved": Message(en="({path} is saved on {node})", ja="（{node} の {path} を保存）"),
    "board.next.command": Message(en="(time goes on to the next event)", ja="（次の出来事まで時間を進める）"),
    "board.quiet": Message(en="Nothing will happen in the next ten minutes.", ja="この先 10 分間は何も起こりません。"),
    "board.settle.command": Message(
        en="(time goes on until nothing is under way)", ja="（動きがなくなるまで時間を進める）"
    ),
    "board.undo.command": Message(en="(the last step is taken back)", ja="（直前の操作を取り消す）"),
    "board.redo.command": Message(en="(the step taken back is done again)", ja="（取り消した操作をもう一度行う）"),
    "board.reset.command": Message(en="(back to the beginning)", ja="（最初の状態に戻す）"),
    "board.nothing_left": Message(en="There is nothing to take back.", ja="取り消す操作がありません。"),
    "board.no_member": Message(
        en="The cluster runs on no node, so nobody can carry out {command}.",
        ja="クラスタが動いているノードがないため、{command} を実行できません。",
    ),
    "board.error": Message(
        en="This step failed inside hasim: {error}", ja="この操作は hasim の内部で失敗しました: {error}"
    ),
    "board.unsupported": Message(en="hasim does not model this: {error}", ja="hasim ではまだ扱えません: {error}"),
    "board.unsettled": Message(
        en="Still busy after {seconds} simulated seconds.",
        ja="{seconds} 秒（シミュレーション時間）たっても動き続けています。",
    ),
    "board.screen": Message(en="crm_mon on {node}", ja="{node} の crm_mon"),
    "board.no_screen": Message(
        en="crm_mon has no answer on any node yet.", ja="crm_mon に答えるノードはまだありません。"
    ),
    "board.region": Message(en="The cluster", ja="クラスタの様子"),
    "board.time": Message(en="{clock} ({seconds} s since the start)", ja="{clock}（開始から {seconds} 秒）"),
    "board.exit": Message(en="exit status {status}", ja="終了ステータス {status}"),
    # cell magics
    "magic.no_session": Message(
        en="Make a session first: Board(Session(...)).", ja="先にセッションを作ってください: Board(Session(...))。"
    ),
    "magic.no_node": Message(
        en="There is no node {node!r}; the nodes are {nodes}.",
        ja="ノード {node!r} はありません。あるのは {nodes} です。",
    ),
    "magic.usage": Message(en="Usage: {usage}", ja="使い方: {usage}"),
    "magic.saved": Message(en="{node}: {path} saved, {lines} lines", ja="{node}: {path} を保存しました（{lines} 行）"),
}
