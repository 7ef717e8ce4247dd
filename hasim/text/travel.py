"""The words of time travel: playing, moments of interest, branches, and two of them side by side."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "panel.travel.play": Message(en="Play", ja="再生"),
    "panel.travel.live": Message(en="Live", ja="ライブ"),
    "panel.travel.stop": Message(en="Stop", ja="停止"),
    "panel.travel.every": Message(en="a step every", ja="1 ステップの間隔"),
    "panel.travel.pace": Message(en="{seconds} s", ja="{seconds} 秒"),
    "panel.travel.earlier": Message(en="Previous", ja="前の"),
    "panel.travel.later": Message(en="Next", ja="次の"),
    "panel.travel.rename": Message(en="Rename", ja="名前を変更"),
    "panel.travel.delete": Message(en="Delete branch", ja="枝を削除"),
    "panel.travel.renamed": Message(en="(branch {old!r} is now {new!r})", ja="（枝 {old!r} の名前を {new!r} に変更）"),
    "panel.travel.deleted": Message(en="(branch {name!r} is deleted)", ja="（枝 {name!r} を削除）"),
    "panel.travel.last": Message(
        en="{name!r} is the only branch; it cannot be deleted.", ja="{name!r} は唯一の枝なので削除できません。"
    ),
    # what is of interest in a moment
    "moment.any": Message(en="anything of interest", ja="注目の出来事すべて"),
    "moment.failure": Message(en="failure noticed", ja="故障の検知"),
    "moment.fail-count": Message(en="fail count changes", ja="フェイルカウントの変化"),
    "moment.move": Message(en="a resource moves", ja="リソースの移動"),
    "moment.fencing": Message(en="fencing", ja="フェンシング"),
    "moment.quorum": Message(en="quorum changes", ja="クォーラムの変化"),
    "moment.data": Message(en="data in danger", ja="データの危険"),
    "moment.none": Message(
        en="There is nothing of interest in that direction.", ja="その方向に注目の出来事はありません。"
    ),
    "moment.move.text": Message(en="{resource}: {old} → {new}", ja="{resource}：{old} → {new}"),
    "moment.nowhere": Message(en="nowhere", ja="どこでも動いていない"),
    # two branches side by side
    "panel.compare": Message(en="Side by side", ja="並べて比較"),
    "panel.compare.left": Message(en="Left", ja="左"),
    "panel.compare.right": Message(en="Right", ja="右"),
    "panel.compare.alone": Message(
        en="There is only one branch. Fork one in the time-travel panel, do something else there, and compare.",
        ja="枝が 1 本しかありません。「時間旅行」で枝分かれして別の操作をしてから比べてください。",
    ),
    "compare.same": Message(en="Nothing is different.", ja="違いはありません。"),
    "compare.count": Message(en="{count} differences (≠)", ja="違いは {count} 件（≠）"),
    "compare.kind": Message(en="kind", ja="種類"),
    "compare.what": Message(en="what", ja="対象"),
    "compare.node": Message(en="node", ja="ノード"),
    "compare.placement": Message(en="runs on", ja="動作場所"),
    "compare.fail-count": Message(en="fail count", ja="フェイルカウント"),
    "compare.ban": Message(en="banned by", ja="禁止の制約"),
    "compare.network": Message(en="network", ja="ネットワーク"),
    "compare.configuration": Message(en="configuration", ja="設定"),
    "compare.absent": Message(en="is not there", ja="なし"),
    "compare.dead": Message(en="dead on {node}, not noticed", ja="{node} で停止（未検知）"),
    "compare.broken": Message(en="broken", ja="切断"),
    "compare.whole": Message(en="whole", ja="正常"),
    "compare.caption": Message(en="{name} at {seconds} s", ja="{name}（{seconds} 秒）"),
}
