"""The words of teaching with the Board: large type, hide and reveal, the script, the keys."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "panel.teach": Message(en="Teach", ja="授業"),
    "panel.keys": Message(en="? Keys", ja="? キー操作"),
    "teach.large": Message(en="large type", ja="大きな文字"),
    "teach.hidden": Message(en="hide the pictures", ja="図を隠す"),
    "teach.script": Message(en="Script", ja="台本"),
    "teach.load": Message(en="from a session file", ja="セッションファイルから読み込む"),
    "teach.none": Message(
        en="No script yet. Give the Board one with Board(session, script=[...]), or load a session file: each input "
        'with a "note" begins a scene.',
        ja="台本はまだありません。Board(session, script=[...]) で渡すか、セッションファイルを読み込んでください。"
        '"note" の付いた入力から新しい場面が始まります。',
    ),
    "teach.not_read": Message(en="This is no script for this Board: {error}", ja="この台本は使えません: {error}"),
    "teach.other_start": Message(
        en='it begins with another "{part}" than this session', ja='このセッションとは "{part}" が異なります'
    ),
    "teach.next": Message(en="Next", ja="次の場面"),
    "teach.back": Message(en="Back", ja="前の場面"),
    "teach.reveal": Message(en="Reveal", ja="図を見せる"),
    "teach.where": Message(en="scene {position} of {last}", ja="場面 {position} / {last}"),
    "teach.end": Message(en="(the script is at its end)", ja="（台本はここまでです）"),
    "teach.back.command": Message(en="(the last scene is taken back)", ja="（直前の場面を取り消す）"),
    "teach.veil": Message(en="What will happen?", ja="何が起こるでしょうか？"),
    "teach.veil.how": Message(
        en="The pictures are hidden. Reveal them with the button or the key h.",
        ja="図を隠しています。「図を見せる」ボタンか h キーで表示します。",
    ),
    # the keys
    "key.where": Message(
        en="Keys act while the focus is on the Board (click on its pictures), and never while you type a text.",
        ja="キー操作は、ボードにフォーカスがあるとき（図をクリックした後など）だけ働きます。文字の入力中は働きません。",
    ),
    "key.next": Message(en="next event", ja="次の出来事まで進める"),
    "key.settle": Message(en="settle", ja="落ち着くまで進める"),
    "key.undo": Message(en="undo", ja="元に戻す"),
    "key.redo": Message(en="redo", ja="やり直す"),
    "key.auto": Message(en="settle after each click, or not", ja="クリックごとに落ち着くまで進めるかを切り替える"),
    "key.back": Message(en="one input back", ja="1 つ前の時点へ"),
    "key.forth": Message(en="one input forth", ja="1 つ後の時点へ"),
    "key.earlier": Message(en="previous moment of interest", ja="前の注目の出来事へ"),
    "key.later": Message(en="next moment of interest", ja="次の注目の出来事へ"),
    "key.play": Message(en="play what was recorded, or stop", ja="記録を再生・停止"),
    "key.live": Message(en="let time run, or stop", ja="時間を進め続ける・停止"),
    "key.script_next": Message(en="next scene of the script", ja="台本の次の場面"),
    "key.script_back": Message(en="back to the scene before", ja="台本の前の場面"),
    "key.hidden": Message(en="hide the pictures, or reveal them", ja="図を隠す・見せる"),
    "key.large": Message(en="large type, or normal", ja="大きな文字・普通の文字"),
    "key.close": Message(en="close the panel", ja="パネルを閉じる"),
    "key.panel": Message(en="open or close: {panel}", ja="パネルの開閉: {panel}"),
    "key.node": Message(en="what can be done with that machine", ja="その番号のマシンのメニュー"),
    "key.tab": Message(en="go through the picture and choose", ja="図の中を順に移動して選ぶ"),
    "teach.no_demo": Message(
        en="there is no lecture {name!r}; there are {names}",
        ja="「{name}」という講義台本はありません。あるのは: {names}",
    ),
}
