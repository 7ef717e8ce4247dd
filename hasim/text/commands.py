"""The names of what can be done to nodes, resources and the cluster, and what each does, in a sentence."""

from hasim.text.message import Message

NAMES: dict[str, Message] = {
    # nodes
    "verb.node.standby": Message(en="Standby", ja="スタンバイにする"),
    "verb.node.online": Message(en="Online", ja="オンラインに戻す"),
    "verb.node.cluster-stop": Message(en="Stop the cluster here", ja="このノードのクラスタを停止"),
    "verb.node.cluster-start": Message(en="Start the cluster here", ja="このノードのクラスタを起動"),
    "verb.node.standby-reboot": Message(en="Standby until it restarts", ja="次の再起動までスタンバイ"),
    "verb.node.maintenance": Message(en="Maintenance", ja="メンテナンスにする"),
    "verb.node.ready": Message(en="End of maintenance", ja="メンテナンスを終える"),
    "verb.node.fence": Message(en="Fence", ja="フェンシングする"),
    "verb.node.clearstate": Message(en="Confirm that it is down", ja="停止を確認済みと伝える"),
    "verb.node.delete": Message(en="Delete from the cluster", ja="クラスタから削除"),
    "verb.node.attribute": Message(en="Set an attribute", ja="属性を設定"),
    "verb.node.reboot": Message(en="Reboot", ja="再起動"),
    "verb.node.shutdown": Message(en="Shut down", ja="シャットダウン"),
    "verb.node.firewall-on": Message(en="Start the firewall", ja="ファイアウォールを起動"),
    "verb.node.firewall-off": Message(en="Stop the firewall", ja="ファイアウォールを停止"),
    "verb.node.signal": Message(en="Send a signal to a process", ja="プロセスにシグナルを送る"),
    # resources
    "verb.resource.start": Message(en="Start", ja="起動"),
    "verb.resource.stop": Message(en="Stop", ja="停止"),
    "verb.resource.restart": Message(en="Restart", ja="再起動"),
    "verb.resource.cleanup": Message(en="Clean up", ja="クリーンアップ"),
    "verb.resource.move": Message(en="Move", ja="移動"),
    "verb.resource.ban": Message(en="Ban from a node", ja="ノードから締め出す"),
    "verb.resource.clear": Message(en="Lift moves and bans", ja="移動と締め出しを解除"),
    "verb.resource.force": Message(en="Move by force", ja="強制移動"),
    "verb.resource.refresh": Message(en="Look at it afresh", ja="状態を調べ直す"),
    "verb.resource.unmanage": Message(en="Unmanage", ja="管理から外す"),
    "verb.resource.manage": Message(en="Manage", ja="管理に戻す"),
    "verb.resource.maintenance-on": Message(en="Maintenance", ja="メンテナンスにする"),
    "verb.resource.maintenance-off": Message(en="End of maintenance", ja="メンテナンスを終える"),
    "verb.resource.promote": Message(en="Promote", ja="昇格"),
    "verb.resource.demote": Message(en="Demote", ja="降格"),
    "verb.resource.failcount-set": Message(en="Set its fail count", ja="フェイルカウントを設定"),
    "verb.resource.failcount-delete": Message(en="Delete its fail count", ja="フェイルカウントを消す"),
    "verb.resource.break": Message(en="Break it", ja="壊す"),
    # the cluster
    "verb.cluster.maintenance-on": Message(en="Maintenance", ja="メンテナンスにする"),
    "verb.cluster.maintenance-off": Message(en="End of maintenance", ja="メンテナンスを終える"),
    "verb.cluster.cleanup": Message(en="Clean up everything", ja="すべてクリーンアップ"),
    "verb.cluster.refresh": Message(en="Look at everything afresh", ja="すべての状態を調べ直す"),
    "verb.cluster.stop-all": Message(en="Stop all resources", ja="全リソースを停止"),
    "verb.cluster.start-all": Message(en="Let resources run again", ja="リソースの停止を解く"),
    "verb.cluster.property": Message(en="Set a property", ja="プロパティを設定"),
    "verb.cluster.wait": Message(en="Wait until it is quiet", ja="落ち着くまで待つ"),
}
"""The verbs."""

TIPS: dict[str, Message] = {
    "verb.node.standby.tip": Message(
        en="It stays a member with its vote, but its resources go elsewhere.",
        ja="票を持つメンバーのまま、リソースだけが他のノードへ移ります。",
    ),
    "verb.node.online.tip": Message(en="It may run resources again.", ja="再びリソースを動かせるようになります。"),
    "verb.node.cluster-stop.tip": Message(
        en="An orderly stop: its resources move away first, and it does not count as failed.",
        ja="正常な停止です。先にリソースが移り、故障とはみなされません。",
    ),
    "verb.node.cluster-start.tip": Message(
        en="Corosync and Pacemaker start and it joins.", ja="Corosync と Pacemaker が起動し、クラスタに参加します。"
    ),
    "verb.node.standby-reboot.tip": Message(
        en="As standby, but forgotten when the cluster stops on that node.",
        ja="スタンバイと同じですが、そのノードのクラスタが止まると忘れられます。",
    ),
    "verb.node.maintenance.tip": Message(
        en="Its resources run on unwatched: nothing is started, stopped or monitored there.",
        ja="リソースは動いたまま監視されなくなり、起動も停止も行われません。",
    ),
    "verb.node.ready.tip": Message(
        en="The cluster looks after its resources again.", ja="クラスタが再びリソースの面倒を見ます。"
    ),
    "verb.node.fence.tip": Message(
        en="Asks for it to be switched off and on by its fencing device.",
        ja="フェンスデバイスで電源を切り、入れ直すよう頼みます。",
    ),
    "verb.node.clearstate.tip": Message(
        en="Tells the cluster that this node is surely off. If that is untrue, data is at risk.",
        ja="このノードは確かに止まっているとクラスタに伝えます。嘘ならデータが危険です。",
    ),
    "verb.node.delete.tip": Message(
        en="Removes it for good; stop the cluster there first.",
        ja="完全に取り除きます。先にそのノードのクラスタを停止してください。",
    ),
    "verb.node.attribute.tip": Message(
        en="A value that location rules can ask for.", ja="配置ルールが参照できる値です。"
    ),
    "verb.node.reboot.tip": Message(en="The machine restarts in good order.", ja="マシンを正常に再起動します。"),
    "verb.node.shutdown.tip": Message(
        en="The machine stops in good order; Power on brings it back.",
        ja="マシンを正常に停止します。「電源投入」で戻ります。",
    ),
    "verb.node.firewall-on.tip": Message(
        en="Unless it is told to let the cluster through, the nodes lose each other.",
        ja="クラスタの通信が許可されていなければ、ノードは互いを見失います。",
    ),
    "verb.node.firewall-off.tip": Message(en="All packets get through again.", ja="すべての通信が再び通ります。"),
    "verb.node.signal.tip": Message(
        en="KILL ends it at once, TERM asks it to end, STOP freezes it, CONT lets it go on.",
        ja="KILL は即座に終了、TERM は終了の依頼、STOP は凍結、CONT は再開です。",
    ),
    "verb.resource.start.tip": Message(
        en="It is wanted; where it runs is the cluster's choice.",
        ja="起動を望むと伝えます。場所はクラスタが決めます。",
    ),
    "verb.resource.stop.tip": Message(
        en="It is to be stopped until somebody starts it.", ja="誰かが起動を指示するまで止めておきます。"
    ),
    "verb.resource.restart.tip": Message(
        en="Stop, wait, start; what depends on it is restarted too.",
        ja="停止し、待ち、起動します。依存するものも再起動されます。",
    ),
    "verb.resource.cleanup.tip": Message(
        en="Forgets its failures, and with them the bans that they caused. No node: everywhere.",
        ja="故障の記録と、それによる締め出しを消します。ノードを選ばなければ全ノードが対象です。",
    ),
    "verb.resource.move.tip": Message(
        en="Prefers that node from now on; lift it afterwards, or give it a lifetime such as PT5M.",
        ja="以後そのノードを優先します。後で解除するか、PT5M のような期限を付けます。",
    ),
    "verb.resource.ban.tip": Message(
        en="May not run on that node until the ban is lifted or its lifetime is over.",
        ja="解除するか期限が切れるまで、そのノードでは動けません。",
    ),
    "verb.resource.clear.tip": Message(
        en="Removes the constraints that moves and bans left behind.", ja="移動や締め出しが残した制約を取り除きます。"
    ),
    "verb.resource.force.tip": Message(
        en="Also bans it from where it is now.", ja="いまいるノードからは締め出されます。"
    ),
    "verb.resource.refresh.tip": Message(
        en="Forgets all that is known of it and probes again. No node: everywhere.",
        ja="知っていることをすべて忘れて調べ直します。ノードを選ばなければ全ノードが対象です。",
    ),
    "verb.resource.unmanage.tip": Message(
        en="Still monitored, but neither started nor stopped.", ja="監視は続きますが、起動も停止もされません。"
    ),
    "verb.resource.manage.tip": Message(
        en="The cluster may start and stop it again.", ja="クラスタが再び起動・停止できます。"
    ),
    "verb.resource.maintenance-on.tip": Message(
        en="Neither monitored nor started nor stopped.", ja="監視も起動も停止もされません。"
    ),
    "verb.resource.maintenance-off.tip": Message(
        en="The cluster looks after it again.", ja="クラスタが再び面倒を見ます。"
    ),
    "verb.resource.promote.tip": Message(en="May be promoted.", ja="昇格してよいと伝えます。"),
    "verb.resource.demote.tip": Message(en="May not be promoted anywhere.", ja="どのノードでも昇格させません。"),
    "verb.resource.failcount-set.tip": Message(
        en="As if it had failed so often; INFINITY for always.",
        ja="その回数だけ故障したことにします。無限は INFINITY です。",
    ),
    "verb.resource.failcount-delete.tip": Message(
        en="Forgets how often it failed on that node.", ja="そのノードでの故障回数を忘れます。"
    ),
    "verb.resource.break.tip": Message(
        en="Takes away what it lives by there: its process, address or file. Its next monitor will find out.",
        ja="動作に欠かせないもの（プロセス、アドレス、ファイル）を奪います。次の監視で検知されます。",
    ),
    "verb.cluster.maintenance-on.tip": Message(
        en="Nothing is started, stopped or monitored anywhere.",
        ja="どのノードでも起動・停止・監視が行われません。",
    ),
    "verb.cluster.maintenance-off.tip": Message(
        en="The cluster looks after everything again.", ja="クラスタが再びすべての面倒を見ます。"
    ),
    "verb.cluster.cleanup.tip": Message(en="Forgets all failures.", ja="すべての故障の記録を消します。"),
    "verb.cluster.refresh.tip": Message(
        en="Forgets all that is known of resources and probes again.",
        ja="リソースについて知っていることをすべて忘れ、調べ直します。",
    ),
    "verb.cluster.stop-all.tip": Message(
        en="Everything stops, whatever else is configured.", ja="他の設定に関わらず、すべて止まります。"
    ),
    "verb.cluster.start-all.tip": Message(
        en="Everything that is wanted runs again.", ja="望まれているものが再び動きます。"
    ),
    "verb.cluster.property.tip": Message(
        en="An option of the whole cluster, such as no-quorum-policy.",
        ja="no-quorum-policy のような、クラスタ全体の設定です。",
    ),
    "verb.cluster.wait.tip": Message(
        en="Returns when no action is due or under way.", ja="予定も実行中の処理もなくなると戻ります。"
    ),
}
"""What each verb does, in a sentence."""

WORDS: dict[str, Message] = {
    "command.copy": Message(en="Copy", ja="コピー"),
    "command.copied": Message(en="Copied", ja="コピー済み"),
    "command.tool.crm": Message(en="crm", ja="crm"),
    "command.tool.low": Message(en="low level", ja="低レベル"),
    "command.tool.python": Message(en="Python", ja="Python で"),
    "command.tool.shell": Message(en="shell", ja="シェル"),
    "command.tool.pcs": Message(en="pcs", ja="pcs"),
    "panel.operate": Message(en="Operate", ja="操作"),
    "panel.operate.target": Message(en="What", ja="対象"),
    "panel.operate.cluster": Message(en="the whole cluster", ja="クラスタ全体"),
    "panel.operate.node": Message(en="node {name}", ja="ノード {name}"),
    "panel.operate.resource": Message(en="resource {name}", ja="リソース {name}"),
    "panel.operate.more": Message(en="more", ja="もっと"),
    "panel.operate.any": Message(en="–", ja="―"),
    "panel.operate.lifetime": Message(en="lifetime, as PT5M", ja="期限（例: PT5M）"),
    "panel.operate.name": Message(en="name", ja="名前"),
    "panel.operate.value": Message(en="value", ja="値"),
    "panel.operate.verb": Message(en="Do", ja="操作"),
    "panel.operate.tool": Message(en="typed with", ja="使うコマンド"),
    "panel.operate.node_field": Message(en="Node", ja="ノード"),
    "panel.operate.process_field": Message(en="Process", ja="プロセス"),
    "panel.operate.signal_field": Message(en="Signal", ja="シグナル"),
    "panel.operate.do": Message(en="Do it", ja="実行"),
    "panel.operate.missing": Message(en="Something is still to be chosen.", ja="まだ選んでいない項目があります。"),
    "panel.operate.nothing": Message(
        en="There is no command that would do this now.", ja="いまこれを行うコマンドはありません。"
    ),
}
"""The words of the panel."""

MESSAGES = {**NAMES, **TIPS, **WORDS}
