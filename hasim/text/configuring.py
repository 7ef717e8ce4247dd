"""The words where a configuration is edited: what would change, what would happen, and what is wrong with it."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "panel.configure": Message(en="Configuration", ja="設定"),
    "panel.configure.shown": Message(en="Shown", ja="表示"),
    "panel.configure.crm": Message(en="as crm statements", ja="crm の文で"),
    "panel.configure.xml": Message(en="as XML", ja="XML で"),
    "panel.configure.label": Message(
        en="The configuration: edit it, preview, then apply. Nothing is stored before.",
        ja="設定を編集し、プレビューしてから適用します。それまで何も保存されません。",
    ),
    "panel.configure.preview": Message(en="Preview", ja="プレビュー"),
    "panel.configure.apply": Message(en="Apply", ja="適用"),
    "panel.configure.discard": Message(en="Discard", ja="破棄"),
    "panel.configure.no_cluster": Message(
        en="No node has a configuration now: the cluster is down everywhere.",
        ja="いまはどのノードにも設定がありません。クラスタが全ノードで止まっています。",
    ),
    "panel.configure.behind": Message(
        en="The configuration has changed since this text was read; Discard reads it again.",
        ja="この文を読み込んだ後に設定が変わりました。「破棄」で読み直します。",
    ),
    "panel.configure.refused": Message(
        en="This would be refused, and nothing would change.", ja="これは拒否され、何も変わりません。"
    ),
    "panel.configure.said": Message(en="What the tool says", ja="コマンドの出力"),
    "panel.configure.line": Message(en="line {number}", ja="{number} 行目"),
    "panel.configure.changes": Message(en="What would change", ja="変わる設定"),
    "panel.configure.same": Message(en="Nothing in the configuration would change.", ja="設定は何も変わりません。"),
    "panel.configure.fates": Message(en="What would become of the resources", ja="リソースの行方"),
    "panel.configure.resource": Message(en="resource", ja="リソース"),
    "panel.configure.now": Message(en="now", ja="いま"),
    "panel.configure.then": Message(en="when all has settled", ja="落ち着いた後"),
    "panel.configure.what": Message(en="what happens, and why", ja="起こることと理由"),
    "panel.configure.nowhere": Message(en="nowhere", ja="なし"),
    "panel.configure.stays": Message(en="stays as it is", ja="変わらない"),
    "panel.configure.fails": Message(en="it fails on {nodes}", ja="{nodes} で失敗する"),
    "panel.configure.transition": Message(en="The first transition (crm_simulate)", ja="最初の遷移（crm_simulate）"),
    "panel.configure.verdict": Message(en="The check (crm_verify)", ja="検査（crm_verify）"),
    "panel.configure.sound": Message(en="It has nothing to complain of.", ja="問題は見つかりません。"),
    "panel.configure.commands": Message(
        en="Apply saves {path} and types:", ja="適用は {path} を保存し、次を実行します:"
    ),
}
