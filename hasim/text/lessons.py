"""What the checks of a lesson answer, and what `hasim lab` prints."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "check.right": Message(en="Right: {fact}.", ja="正解: {fact}。"),
    "check.wrong": Message(
        en="Not quite: you said {answer}, but {fact}.", ja="惜しい: 答えは {answer} でしたが、{fact}。"
    ),
    "check.open": Message(
        en="No answer yet. Put yours in place of ... and run the cell again.",
        ja="まだ答えがありません。... を自分の答えに置き換えて、もう一度実行してください。",
    ),
    "check.unpredicted": Message(
        en="No prediction yet. Choose a button of the question above and run this cell again.",
        ja="まだ予想していません。上の質問のボタンから選んで、このセルをもう一度実行してください。",
    ),
    "check.unknown": Message(
        en="There is no resource {resource!r} in this cluster yet.",
        ja="このクラスタにリソース {resource!r} はまだありません。",
    ),
    "check.no_cluster": Message(
        en="No node can answer: the cluster is not running.",
        ja="クラスタが動いていないため、どのノードも答えられません。",
    ),
    "check.fact.where": Message(en="{resource} runs on {nodes}", ja="{resource} は {nodes} で動いています"),
    "check.fact.nowhere": Message(en="{resource} runs nowhere", ja="{resource} はどこでも動いていません"),
    "check.fact.fail_count": Message(
        en="the fail count of {resource} on {node} is {count}",
        ja="{node} での {resource} のフェイルカウントは {count} です",
    ),
    "check.fact.state": Message(en="{node} is {state}", ja="{node} は {state} です"),
    "check.fact.dc": Message(en="the DC is {node}", ja="DC は {node} です"),
    "check.fact.no_dc": Message(en="there is no DC", ja="DC はいません"),
    "check.fact.banned": Message(
        en="{resource} is banned from {nodes}", ja="{resource} は {nodes} での動作を禁止されています"
    ),
    "check.fact.not_banned": Message(
        en="{resource} is banned from no node", ja="{resource} の動作を禁止する制約はありません"
    ),
    "check.nowhere": Message(en="nowhere", ja="どこでも動かない"),
    "predict.choose": Message(en="choose ...", ja="選んでください"),
    "predict.where": Message(en="Where will {resource} run?", ja="{resource} はどこで動くでしょう?"),
    "predict.fail_count": Message(
        en="What will the fail count of {resource} on {node} be?",
        ja="{node} での {resource} のフェイルカウントはいくつ?",
    ),
    "predict.noted": Message(
        en="Noted: {answer}. The check comes after the step.", ja="記録しました: {answer}。答え合わせは操作のあとで。"
    ),
    "launch.made": Message(en="Your copy of the lessons: {folder}", ja="レッスンのコピーを作りました: {folder}"),
    "launch.kept": Message(
        en="Your lessons, as you left them: {folder}", ja="前回のレッスンをそのまま使います: {folder}"
    ),
    "launch.unknown": Message(
        en="There is no lesson {lesson!r}; the lessons are {lessons}.",
        ja="レッスン {lesson!r} はありません。あるのは {lessons} です。",
    ),
    "launch.no_file": Message(en="cannot read {file}: {reason}", ja="{file} を読めません: {reason}"),
    "ways.binder": Message(en="In Binder", ja="Binder で開く"),
    "ways.hub": Message(en="On the hub", ja="JupyterHub で開く"),
    "ways.lite": Message(en="In the browser alone (JupyterLite)", ja="ブラウザだけで開く (JupyterLite)"),
    "ways.placeholder": Message(
        en="OWNER/NAME stands for a project that is not published yet: give --owner and --name, or put them into the "
        "README's link",
        ja="OWNER/NAME はまだ公開先が決まっていないことを表します。--owner と --name で指定するか、README のリンクに"
        "書き込んでください",
    ),
}
