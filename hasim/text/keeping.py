"""Keeping and sharing: autosave, export and import, links, the report's button."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "panel.keep": Message(en="Keep and share", ja="保存と共有"),
    # autosave
    "keep.offer": Message(
        en="This cell was left in the middle of a session: {count} inputs were kept.",
        ja="このセルには前回の途中までのセッションが残っています（入力 {count} 件）。",
    ),
    "keep.offer.other": Message(
        en="This cell was left in the middle of another session, which began differently: {count} inputs were kept.",
        ja="このセルには、始まり方の違う前回のセッションが残っています（入力 {count} 件）。",
    ),
    "keep.offer.hint": Message(
        en="Doing something else first is a fresh start; the earlier session then stays in a file of its own.",
        ja="このまま別の操作を始めると新しいセッションになり、前回の分は別のファイルに残ります。",
    ),
    "keep.resume": Message(en="Resume", ja="続きから"),
    "keep.afresh": Message(en="Start afresh", ja="最初から"),
    "keep.resuming": Message(en="Resuming: {done} of {all}", ja="再開しています: {done} / {all}"),
    "keep.resumed": Message(en="(the kept session is taken up again)", ja="（保存されたセッションを再開する）"),
    "keep.cut": Message(
        en="The last input was not finished when the kernel died; it is left out.",
        ja="カーネルが止まったとき最後の入力は終わっていなかったので、取り除きました。",
    ),
    "keep.aside": Message(en="The earlier session is kept in {file}.", ja="前回のセッションは {file} に残しました。"),
    "keep.aside.broken": Message(
        en="The earlier session of this cell cannot be read ({error}). It is kept in {file}.",
        ja="このセルの前回のセッションは読み取れません（{error}）。{file} に残しました。",
    ),
    "keep.claimed": Message(
        en="Another kernel keeps its session in the same file. From now on this one is kept in {file}.",
        ja="別のカーネルが同じファイルにセッションを保存しています。このセッションは以後 {file} に保存します。",
    ),
    "keep.stopped": Message(
        en="Autosave is off, nothing is lost until the kernel ends: {reason}",
        ja="自動保存は止まっています。カーネルが終了するまでは失われません: {reason}",
    ),
    "keep.where": Message(en="Kept after each input in {file}.", ja="入力ごとに {file} へ保存しています。"),
    "keep.nowhere": Message(en="Autosave is off here.", ja="ここでは自動保存を行いません。"),
    # export and import
    "keep.export": Message(en="Download the session", ja="セッションをダウンロード"),
    "keep.link": Message(en="As a link", ja="リンクにする"),
    "keep.link.label": Message(en="the session as a short text", ja="セッションを表す短い文字列"),
    "keep.link.hint": Message(
        en="{count} of at most {most} characters: paste it into a mail, or into the box below on another Board.",
        ja="{count} 文字（上限 {most} 文字）。メールに貼るか、別のボードの下の欄に貼り付けてください。",
    ),
    "keep.link.large": Message(
        en="This session is too large for a link (at most {most} characters). Pass on the file instead.",
        ja="このセッションはリンクには大きすぎます（上限 {most} 文字）。ファイルで渡してください。",
    ),
    "keep.report": Message(en="Make a report", ja="レポートを作る"),
    "keep.report.download": Message(en="Download the report", ja="レポートをダウンロード"),
    "keep.upload": Message(en="Open a session file", ja="セッションファイルを開く"),
    "keep.paste": Message(
        en="paste a link or the text of a session file", ja="リンクかセッションファイルの中身を貼り付け"
    ),
    "keep.open": Message(en="Open", ja="開く"),
    "keep.opened": Message(en="(a session of {count} inputs is opened)", ja="（入力 {count} 件のセッションを開く）"),
    "keep.opening": Message(en="Playing: {done} of {all}", ja="再生しています: {done} / {all}"),
    "keep.nothing": Message(en="Paste something first.", ja="先に何か貼り付けてください。"),
    "keep.unreadable": Message(en="This cannot be opened: {error}", ja="開けません: {error}"),
    "keep.not_text": Message(en="the file is not a text in UTF-8", ja="ファイルが UTF-8 のテキストではありません"),
    "keep.large": Message(
        en="it is larger than {most} MiB, which no session is",
        ja="{most} MiB を超えています。これほど大きなセッションはありません",
    ),
}
