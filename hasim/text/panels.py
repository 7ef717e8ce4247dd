"""The words on the Board's panels: why, time travel, predictions, faults, the terminal, the event log."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    # the row of buttons that open them
    "panel.why": Message(en="Why?", ja="なぜ？"),
    "panel.travel": Message(en="Time travel", ja="時間旅行"),
    "panel.predict": Message(en="Predict", ja="予想"),
    "panel.faults": Message(en="Network", ja="ネットワーク"),
    "panel.terminal": Message(en="Terminal", ja="ターミナル"),
    "panel.events": Message(en="Events", ja="出来事の記録"),
    "drawer.understand": Message(en="Understand", ja="理解する"),
    "drawer.act": Message(en="Act", ja="操作する"),
    "drawer.look": Message(en="Look", ja="調べる"),
    "drawer.session": Message(en="Session", ja="セッション"),
    "panel.error": Message(
        en="This panel failed inside hasim: {error}", ja="このパネルは hasim の内部で失敗しました: {error}"
    ),
    # why
    "panel.resource": Message(en="Resource", ja="リソース"),
    "panel.why.no_cluster": Message(
        en="No node has a configuration now: the cluster is down everywhere.",
        ja="いまはどのノードにも設定がありません。クラスタが全ノードで止まっています。",
    ),
    "panel.why.no_resource": Message(en="No resources are configured.", ja="リソースはまだ設定されていません。"),
    "panel.why.chosen": Message(en="chosen", ja="選ばれたノード"),
    "panel.why.margin": Message(en="behind by {margin}", ja="差 {margin}"),
    "panel.why.from": Message(en="from: {line}", ja="設定: {line}"),
    "panel.why.stoppers": Message(en="What stops it", ja="動かない理由"),
    "panel.why.actions": Message(en="What is due now", ja="これから行われること"),
    "panel.why.view": Message(en="as {node} sees the cluster", ja="{node} から見たクラスタ"),
    # time travel
    "panel.travel.moment": Message(en="Moment", ja="時点"),
    "panel.travel.start": Message(en="the beginning", ja="最初"),
    "panel.travel.back": Message(en="Back", ja="戻る"),
    "panel.travel.forth": Message(en="Forth", ja="進む"),
    "panel.travel.name": Message(en="name of a branch", ja="枝の名前"),
    "panel.travel.fork": Message(en="Fork here", ja="ここで枝分かれ"),
    "panel.travel.branch": Message(en="Branch", ja="枝"),
    "panel.travel.first": Message(en="main", ja="本線"),
    "panel.travel.taken": Message(en="There is a branch {name!r} already.", ja="{name!r} という枝はもうあります。"),
    "panel.travel.nameless": Message(en="Give the branch a name first.", ja="先に枝の名前を付けてください。"),
    "panel.travel.note": Message(
        en="The future stays until you do something new here; a fork keeps both.",
        ja="ここで新しい操作をするまで未来は残ります。枝分かれすれば両方残ります。",
    ),
    "panel.travel.to": Message(en="(to moment {moment} of {last})", ja="（{last} のうち {moment} の時点へ）"),
    "panel.travel.forked": Message(en="(branch {name!r} begins here)", ja="（枝 {name!r} がここから始まる）"),
    "panel.travel.unfold": Message(en="Event by event", ja="出来事ごとに"),
    "panel.travel.unfold.tip": Message(
        en="Begin a branch in which the time that passed last passes again, one event at a time",
        ja="直前に進んだ時間を、出来事を一つずつたどり直せる枝を作る",
    ),
    "panel.travel.unfolded": Message(
        en="(branch {name!r}: the same time again, one event at a time)",
        ja="（枝 {name!r}: 同じ時間を出来事ごとにたどる）",
    ),
    "panel.travel.unfolded.name": Message(en="events of {moment}", ja="{moment} の内訳"),
    "panel.travel.folded": Message(
        en="The last input let no time pass, or nothing happened meanwhile.",
        ja="直前の入力では時間が進まなかったか、その間に何も起きませんでした。",
    ),
    "panel.travel.switched": Message(en="(on to branch {name!r})", ja="（枝 {name!r} へ移る）"),
    "panel.travel.wait": Message(en="wait {seconds} s", ja="{seconds} 秒待つ"),
    "panel.travel.settle": Message(en="settle", ja="落ち着くまで進める"),
    "panel.travel.write": Message(en="{path} is saved", ja="{path} を保存"),
    "panel.travel.now": Message(en="now", ja="現在"),
    "panel.travel.future": Message(en="not yet", ja="未来"),
    # predictions
    "panel.predict.where": Message(en="will run on", ja="が動くのは"),
    "panel.predict.count": Message(en="its fail count on", ja="フェイルカウント："),
    "panel.predict.open": Message(en="–", ja="―"),
    "panel.predict.reveal": Message(en="Reveal", ja="答え合わせ"),
    "panel.predict.clear": Message(en="Clear", ja="消す"),
    "panel.predict.ask": Message(
        en="Choose, take a step, then reveal.", ja="予想を選び、操作をして、答え合わせをしましょう。"
    ),
    "panel.predict.noted": Message(en="Predicted", ja="予想"),
    "panel.predict.said.where": Message(en="{resource} will run: {answer}", ja="{resource} の場所: {answer}"),
    "panel.predict.said.fail_count": Message(
        en="fail count of {resource} on {node}: {answer}", ja="{node} での {resource} のフェイルカウント: {answer}"
    ),
    "panel.predict.hits": Message(en="{hits} of {all} right", ja="{all} 問中 {hits} 問正解"),
    "panel.predict.none": Message(en="Nothing was predicted yet.", ja="まだ予想がありません。"),
    # faults of the network
    "panel.faults.unplug": Message(en="Unplug", ja="LAN ケーブルを抜く"),
    "panel.faults.plug": Message(en="Plug in", ja="LAN ケーブルを挿す"),
    "panel.faults.cut": Message(en="Cut", ja="切断"),
    "panel.faults.heal": Message(en="Heal", ja="復旧"),
    "panel.faults.host-down": Message(en="Switch off", ja="停止"),
    "panel.faults.host-up": Message(en="Switch on", ja="起動"),
    "panel.faults.unreachable": Message(en="Hide it from the node", ja="ノードから届かなくする"),
    "panel.faults.reachable": Message(en="Show it to the node", ja="ノードから届くようにする"),
    "panel.faults.node": Message(en="Network cable of", ja="LAN ケーブル"),
    "panel.faults.pair": Message(en="Path between", ja="通信経路"),
    "panel.faults.host": Message(en="Host", ja="ホスト"),
    "panel.faults.far": Message(en="That host, as seen from", ja="そのホストを見るノード"),
    "panel.faults.command": Message(en="({verb}: {where})", ja="（{verb}: {where}）"),
    # the terminal
    "panel.terminal.label": Message(en="terminal of {node}", ja="{node} のターミナル"),
    "panel.terminal.keys": Message(
        en="↑ ↓ history, Tab completes, Shift+Enter new line, Ctrl+L clears, Esc leaves",
        ja="↑ ↓ 履歴、Tab 補完、Shift+Enter 改行、Ctrl+L 消去、Esc 抜ける",
    ),
    "panel.terminal.left_out": Message(en="[… {count} characters …]", ja="[… {count} 文字省略 …]"),
    "panel.terminal.node": Message(en="Node", ja="ノード"),
    # the event log
    "panel.events.all": Message(en="all", ja="すべて"),
    "panel.events.kind": Message(en="Kind", ja="種類"),
    "panel.events.node": Message(en="Node", ja="ノード"),
    "panel.events.resource": Message(en="Resource", ja="リソース"),
    "panel.events.text": Message(en="containing", ja="含む文字"),
    "panel.events.start": Message(en="from second", ja="開始（秒）"),
    "panel.events.end": Message(en="to second", ja="終了（秒）"),
    "panel.events.time": Message(en="time (s)", ja="時刻（秒）"),
    "panel.events.what": Message(en="what happened", ja="出来事"),
    "panel.events.count": Message(en="{shown} of {all} events", ja="{all} 件中 {shown} 件"),
    "panel.events.last": Message(en=", the last {count} of them", ja="、うち最新の {count} 件"),
    "panel.events.hint": Message(
        en="(a time leads the Board to that moment)", ja="（時刻を選ぶと、ボードがその時点へ移ります）"
    ),
    "panel.events.go": Message(en="to the moment after second {seconds}", ja="{seconds} 秒の後の時点へ"),
    "panel.events.future": Message(en="(taken back)", ja="（取り消し済み）"),
    # the logs of the machines
    "panel.logs": Message(en="Logs", ja="ログ"),
    "panel.logs.journal": Message(en="journal (journalctl)", ja="ジャーナル（journalctl）"),
    "panel.logs.follow": Message(en="follow", ja="追いかける"),
    "panel.logs.new": Message(en="new", ja="新着"),
    "panel.logs.count": Message(
        en="{passing} of {all} lines, {new} of them new", ja="{all} 行中 {passing} 行、うち新着 {new} 行"
    ),
    "panel.logs.empty": Message(en="No such lines.", ja="該当する行はありません。"),
    "panel.logs.off": Message(
        en="The machine is off: this is what its disk holds.", ja="マシンは停止中です。ディスクに残る内容を表示します。"
    ),
    # files of the machines
    "panel.files": Message(en="Files", ja="ファイル"),
    "panel.files.file": Message(en="File", ja="ファイル"),
    "panel.files.save": Message(en="Save", ja="保存"),
    "panel.files.again": Message(en="Read again", ja="読み直す"),
    "panel.files.delete": Message(en="Delete", ja="削除"),
    "panel.files.off": Message(en="The machine is off.", ja="マシンは停止中です。"),
    "panel.files.path": Message(en="Choose a file, or type a path.", ja="ファイルを選ぶか、パスを入力してください。"),
    "panel.files.new": Message(
        en="There is no such file; saving makes it.", ja="このファイルはありません。保存すると作られます。"
    ),
}
