"""Bring your own: what a text is that is no configuration, and how a cluster differs here from where it comes from."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "panel.own": Message(en="Your own cluster", ja="自分のクラスタ"),
    # the paste box
    "own.intro": Message(
        en="Paste the output of cibadmin -Q or of crm configure show, or open a file. hasim passes it on to nobody "
        "and takes passwords out.",
        ja="cibadmin -Q か crm configure show の出力を貼り付けるか、ファイルを開いてください。"
        "hasim が内容をどこかへ送ることはなく、パスワードは取り除かれます。",
    ),
    "own.paste": Message(en="the configuration", ja="設定"),
    "own.upload": Message(en="Open a file", ja="ファイルを開く"),
    "own.go": Message(en="Take it", ja="取り込む"),
    "own.empty": Message(en="Paste a configuration first.", ja="先に設定を貼り付けてください。"),
    "own.live": Message(
        en="A living cluster: {nodes} nodes, {resources} resources. Break it.",
        ja="動かせるクラスタになりました（ノード {nodes} 台、リソース {resources} 個）。壊してみましょう。",
    ),
    "own.static": Message(
        en="Decided, not run: {nodes} nodes, {resources} resources. Ask the scheduler what it would do.",
        ja="動かさずに判断だけします（ノード {nodes} 台、リソース {resources} 個）。"
        "スケジューラに何をするか尋ねられます。",
    ),
    "own.opened": Message(en="(your own cluster is opened)", ja="（自分のクラスタを開く）"),
    "own.kind.cib": Message(en="It is a CIB.", ja="CIB と判定しました。"),
    "own.kind.crm": Message(en="It is crm configure commands.", ja="crm configure のコマンドと判定しました。"),
    "own.findings": Message(en="What is different here, and what that means", ja="ここで違うことと、その意味"),
    "own.column.element": Message(en="element", ja="要素"),
    "own.column.done": Message(en="what hasim does", ja="hasim での扱い"),
    "own.column.means": Message(en="what that means", ja="その意味"),
    "own.more": Message(en="and {count} more", ja="ほか {count} 件"),
    # asking the scheduler
    "own.ask": Message(en="What if", ja="もし"),
    "own.ask.node": Message(en="node", ja="ノード"),
    "own.ask.dead": Message(en="this node dies", ja="このノードが落ちたら"),
    "own.ask.down": Message(en="this node leaves orderly", ja="このノードを正しく停止したら"),
    "own.ask.nothing": Message(en="nothing happens", ja="何も起こらなければ"),
    "own.ask.go": Message(en="Ask the scheduler", ja="スケジューラに尋ねる"),
    "own.actions": Message(en="What it would do (as crm_simulate says it)", ja="行われること（crm_simulate の表現）"),
    "own.actions.none": Message(en="It would do nothing.", ja="何も行われません。"),
    "own.places": Message(en="Where everything would run", ja="それぞれの動く場所"),
    "own.places.resource": Message(en="resource", ja="リソース"),
    "own.places.before": Message(en="before", ja="前"),
    "own.places.after": Message(en="after", ja="後"),
    "own.places.moved": Message(en="changed", ja="変化"),
    "own.places.yes": Message(en="changed", ja="変わる"),
    "own.nowhere": Message(en="nowhere", ja="どこでも動かない"),
    # what it is not
    "own.error.empty": Message(en="there is nothing in it", ja="中身がありません"),
    "own.error.large": Message(
        en="it has {size} MiB; a configuration has far less than {most} MiB",
        ja="{size} MiB あります。設定が {most} MiB を超えることはありません",
    ),
    "own.error.binary": Message(en="it is no text", ja="テキストではありません"),
    "own.error.pdf": Message(en="it is a PDF file, not a configuration", ja="設定ではなく PDF ファイルです"),
    "own.error.packed": Message(
        en="it is a compressed file; unpack it first", ja="圧縮ファイルです。先に展開してください"
    ),
    "own.error.html": Message(en="it is a web page, not a configuration", ja="設定ではなくウェブページです"),
    "own.error.json": Message(en="it is JSON, not a configuration", ja="設定ではなく JSON です"),
    "own.error.session": Message(
        en="it is a session file; open it with Keep and share",
        ja="セッションファイルです。「保存と共有」で開いてください",
    ),
    "own.error.link": Message(
        en="it is a link to a session; open it with Keep and share",
        ja="セッションのリンクです。「保存と共有」で開いてください",
    ),
    "own.error.corosync": Message(
        en="it is a corosync.conf; hasim needs the CIB: the output of cibadmin -Q",
        ja="corosync.conf です。必要なのは CIB（cibadmin -Q の出力）です",
    ),
    "own.error.pcs": Message(
        en="it is output of pcs for reading, which leaves things out; give the output of pcs cluster cib instead",
        ja="pcs の人間向けの出力で、省かれた情報があります。代わりに pcs cluster cib の出力を使ってください",
    ),
    "own.error.status": Message(
        en="it is output of crm_mon, which tells the state and not the configuration; give that of cibadmin -Q",
        ja="crm_mon の出力です。これは状態であって設定ではありません。cibadmin -Q の出力を使ってください",
    ),
    "own.error.email": Message(
        en="it is a mail; paste the configuration alone", ja="メールです。設定だけを貼り付けてください"
    ),
    "own.error.unknown": Message(
        en="it is neither a CIB (XML) nor crm configure commands",
        ja="CIB（XML）でも crm configure のコマンドでもありません",
    ),
    "own.error.doctype": Message(
        en="it has a document type declaration, which no CIB has; hasim does not read such XML",
        ja="CIB にはない文書型宣言（DOCTYPE）が含まれているため、この XML は読み込みません",
    ),
    "own.error.xml": Message(en="the XML cannot be used: {error}", ja="この XML は使えません: {error}"),
    "own.error.root": Message(
        en="it is XML, but no CIB: its root element is <{tag}>",
        ja="XML ですが CIB ではありません（ルート要素は <{tag}>）",
    ),
    "own.error.crm": Message(
        en="the crm configure commands have errors (line: error): {error}. The CIB (cibadmin -Q) may be readable",
        ja="crm configure のコマンドに誤りがあります（行: 誤り）: {error}。CIB（cibadmin -Q）なら読めるかもしれません",
    ),
    "own.error.primitives": Message(
        en="it has {count} primitives; hasim decides about at most {most}",
        ja="プリミティブが {count} 個あります。hasim が判断できるのは {most} 個までです",
    ),
    "own.error.static": Message(
        en="this configuration is only decided about here, it does not run",
        ja="この設定は判断だけができ、動かすことはできません",
    ),
    "own.error.unsupported": Message(en="hasim cannot take it: {error}", ja="hasim では扱えません: {error}"),
    # what keeps it from running
    "own.static.remote.done": Message(
        en="Pacemaker Remote nodes are not simulated: the configuration is only decided about",
        ja="Pacemaker Remote のノードは動かせないため、判断だけを行います",
    ),
    "own.static.remote.means": Message(
        en="You see what the scheduler would do when a node dies, remote nodes included, not how time passes.",
        ja="ノードが落ちたときスケジューラが何をするかは、リモートノードも含めて分かります。時間の経過は見られません。",
    ),
    "own.static.guest.done": Message(
        en="guest nodes (remote-node) are not simulated: the configuration is only decided about",
        ja="ゲストノード（remote-node）は動かせないため、判断だけを行います",
    ),
    "own.static.guest.means": Message(
        en="You see what the scheduler would do with the guests and what runs in them, not how time passes.",
        ja="ゲストとその中のリソースをスケジューラがどう扱うかは分かります。時間の経過は見られません。",
    ),
    "own.static.bundle.done": Message(
        en="bundles (containers) are not simulated: the configuration is only decided about",
        ja="バンドル（コンテナ）は動かせないため、判断だけを行います",
    ),
    "own.static.bundle.means": Message(
        en="You see what the scheduler would do with the containers and what runs in them, not how time passes.",
        ja="コンテナとその中のリソースをスケジューラがどう扱うかは分かります。時間の経過は見られません。",
    ),
    "own.static.watchdog.done": Message(
        en="nodes that reset themselves (sbd without a disk) are not simulated: it is only decided about",
        ja="ノードの自己リセット（ディスクなしの sbd）は動かせないため、判断だけを行います",
    ),
    "own.static.watchdog.means": Message(
        en="You see what the scheduler would do, on the assumption that watchdogs do their work in time.",
        ja="ウォッチドッグが期限内に働くという前提で、スケジューラの判断が分かります。",
    ),
    "own.static.names.done": Message(
        en="these node names cannot be host names here: the configuration is only decided about",
        ja="ここではホスト名にできないノード名があるため、判断だけを行います",
    ),
    "own.static.names.means": Message(
        en="Rename the nodes in a copy (letters, digits, dots, hyphens) to see the cluster run.",
        ja="コピーの中でノード名を英数字・ピリオド・ハイフンだけに変えれば、動かすことができます。",
    ),
    "own.static.twice.done": Message(
        en="several nodes have the same name: the configuration is only decided about",
        ja="同じ名前のノードが複数あるため、判断だけを行います",
    ),
    "own.static.twice.means": Message(
        en="A cluster would know only one of them; this is probably a leftover to remove.",
        ja="クラスタが認識するのはそのうち 1 台だけです。おそらく消し忘れです。",
    ),
    "own.static.large.done": Message(
        en="{nodes} nodes and {resources} resources are too many to run here (at most {most} nodes, and {product} for "
        "nodes times resources): the configuration is only decided about",
        ja="ノード {nodes} 台とリソース {resources} 個はここで動かすには多すぎるため（ノードは {most} 台まで、"
        "ノード数×リソース数は {product} まで）、判断だけを行います",
    ),
    "own.static.large.means": Message(
        en="You see what the scheduler would do, not how time passes.",
        ja="スケジューラの判断は分かります。時間の経過は見られません。",
    ),
    # what is different where it runs
    "own.stand-in.done": Message(
        en="a stand-in acts for {agent}: a process of its name that starts, stops, is watched, promoted and moved",
        ja="{agent} の代役を使います。同名のプロセスが起動・停止・監視・昇格・移動に応じます",
    ),
    "own.stand-in.means": Message(
        en="Where it runs and why is as in your cluster. It fails only when its process is killed; wrong parameters, "
        "full disks and damaged data are not seen here, and starting takes half a second.",
        ja="どこでなぜ動くかは実際のクラスタと同じです。故障するのはプロセスを落としたときだけで、"
        "パラメータの誤り、ディスクの満杯、データの破損は再現されず、起動は 0.5 秒で終わります。",
    ),
    "own.units.done": Message(
        en="units and init scripts of these names are made, whose programs do nothing",
        ja="同じ名前のユニットと init スクリプトを用意します。プログラムは何もしません",
    ),
    "own.units.means": Message(
        en="They start and stop at once and can be killed or stopped behind the cluster's back; what the real programs "
        "wait for is not seen.",
        ja="すぐに起動・停止し、クラスタに隠れて落としたり止めたりできます。実際のプログラムの待ち時間は再現されません。",
    ),
    "own.fencing.done": Message(
        en="fence devices ({agents}) are stand-ins: each can switch off every node that its configuration lets it",
        ja="フェンスデバイス（{agents}）は代役です。設定が許すノードをどれでも電源断できます",
    ),
    "own.fencing.means": Message(
        en="Fencing works as long as the device's address answers (Network: switch the host off to break it). Whether "
        "the real device, its address and its password are right, only a test on the real cluster tells.",
        ja="デバイスのアドレスが応答するかぎりフェンシングは成功します（「ネットワーク」でホストを停止すると失敗します）。"
        "実物のアドレスやパスワードが正しいかは、実際のクラスタで試すしかありません。",
    ),
    "own.fencing.storage.done": Message(
        en="these devices cut a node off from its storage or tell it to reset; here it loses its power",
        ja="ノードをストレージから切り離したり自己リセットさせたりするデバイスですが、ここでは電源を切ります",
    ),
    "own.fencing.storage.means": Message(
        en="In your cluster the node may stay up, without its disks, until somebody resets it.",
        ja="実際のクラスタでは、ノードはディスクを失ったまま、誰かがリセットするまで動き続けることがあります。",
    ),
    "own.fencing.loose.done": Message(
        en="these devices have neither pcmk_host_list nor pcmk_host_map: here each can fence every node",
        ja="pcmk_host_list も pcmk_host_map もないため、ここではどのノードでもフェンスできます",
    ),
    "own.fencing.loose.means": Message(
        en="In your cluster the device itself is asked whom it can fence. A device that answers for one machine only "
        "(such as a management board) needs a list, or it may switch off the wrong one.",
        ja="実際のクラスタでは、誰をフェンスできるかをデバイス自身に問い合わせます。管理ボードのように 1 台専用の"
        "デバイスには一覧が必要で、なければ別のノードを切るおそれがあります。",
    ),
    "own.addresses.done": Message(
        en="every server gets an interface that these addresses fit ({networks}); its own addresses are made up",
        ja="これらのアドレスに合うインターフェースを各サーバに用意します（{networks}）。サーバ自身のアドレスは架空です",
    ),
    "own.addresses.means": Message(
        en="The addresses move as in your cluster. Wrong masks, missing interfaces and duplicates are not seen.",
        ja="アドレスの移動は実際と同じです。マスクの誤り、インターフェースの不足、アドレスの重複は再現されません。",
    ),
    "own.pings.done": Message(
        en="the hosts that are pinged are there and answer", ja="ping の相手は存在し、応答します"
    ),
    "own.pings.means": Message(
        en="Break the way to them with Network; the attribute follows after its dampening.",
        ja="「ネットワーク」で経路を壊せば、dampen の時間のあと属性が変わります。",
    ),
    "own.status.live.done": Message(
        en="the status section is left out ({entries} recorded operations, {failcounts} fail counts, {attributes} "
        "transient attributes)",
        ja="status セクションは使いません（操作の記録 {entries} 件、フェイルカウント {failcounts} 件、"
        "一時属性 {attributes} 件）",
    ),
    "own.status.live.means": Message(
        en="The cluster begins with all nodes up and without failures, and starts everything itself: a resource may "
        "begin elsewhere than in your cluster.",
        ja="全ノードが起動し故障のない状態から始まり、リソースはすべて改めて起動されます。"
        "始まりの場所が実際と違うことがあります。",
    ),
    "own.status.static.done": Message(
        en="the status section is taken as it is ({entries} recorded operations, {failcounts} fail counts)",
        ja="status セクションをそのまま使います（操作の記録 {entries} 件、フェイルカウント {failcounts} 件）",
    ),
    "own.status.static.means": Message(
        en="The answers are for the moment at which the CIB was taken.",
        ja="答えは CIB を取得した時点のものです。",
    ),
    "own.status.none.done": Message(
        en="there is no status: all nodes are taken to be up, and everything to have started without a failure",
        ja="status がないため、全ノードが起動し、すべて故障なく起動したものとします",
    ),
    "own.status.none.means": Message(
        en="A resource may begin elsewhere than in your cluster.",
        ja="リソースの始まりの場所が実際と違うことがあります。",
    ),
    "own.attribute.done": Message(
        en="nothing here sets the node attribute {name}, which these rules look at",
        ja="これらのルールが見るノード属性 {name} を設定するものがありません",
    ),
    "own.attribute.means": Message(
        en="They take it as undefined. Set it yourself: crm_attribute -l reboot -N NODE -n {name} -v VALUE",
        ja="未定義として判断します。自分で設定できます: crm_attribute -l reboot -N NODE -n {name} -v VALUE",
    ),
    "own.corosync.done": Message(
        en="corosync.conf is no part of a CIB: hasim takes one ring, token 1000 ms, a vote each, two_node for two",
        ja="corosync.conf は CIB に含まれません。リング 1 本、token 1000 ms、各 1 票、2 ノードなら two_node とします",
    ),
    "own.corosync.means": Message(
        en="Loss of a node is noticed sooner or later than in your cluster; a quorum device or several rings change "
        "who survives. Edit /etc/corosync/corosync.conf on the nodes to come closer.",
        ja="ノード喪失に気付くまでの時間は実際と違います。クォーラムデバイスや複数リングがあれば生き残る側も変わります。"
        "各ノードの /etc/corosync/corosync.conf を編集すれば近づけられます。",
    ),
    # what is different everywhere
    "own.tickets.done": Message(
        en="there is no booth here: no ticket is granted at first",
        ja="booth はないため、最初はどのチケットも付与されません",
    ),
    "own.tickets.means": Message(
        en="What depends on a ticket stops, or does what its loss-policy says.",
        ja="チケットに依存するものは停止するか、loss-policy に従います。",
    ),
    "own.alerts.done": Message(en="alert agents are not run", ja="アラートエージェントは実行しません"),
    "own.alerts.means": Message(
        en="Nobody is told of anything; where things run does not depend on it.",
        ja="通知は行われません。リソースの場所には影響しません。",
    ),
    "own.acls.done": Message(
        en="access rules are kept and not enforced", ja="アクセス規則は保持するだけで、適用しません"
    ),
    "own.acls.means": Message(en="Everybody here is root.", ja="ここでは全員が root です。"),
    "own.dates.done": Message(
        en="rules about dates are judged by the simulated clock, which begins on 2026-05-03 at 09:00 UTC",
        ja="日時のルールはシミュレーションの時計で判断します（2026-05-03 09:00 UTC に始まります）",
    ),
    "own.dates.means": Message(
        en="What is allowed by night in your cluster is forbidden here at first; let time pass to see it.",
        ja="夜間だけ許される動作は、最初は許されません。時間を進めれば確かめられます。",
    ),
    "own.classes.done": Message(
        en="agents of the classes heartbeat, nagios and upstart no longer exist in Pacemaker",
        ja="heartbeat・nagios・upstart クラスのエージェントは現在の Pacemaker にはありません",
    ),
    "own.classes.means": Message(
        en="Those of nagios and upstart are ignored as Pacemaker 3 does it; plan their replacement.",
        ja="nagios と upstart は Pacemaker 3 と同じく無視されます。置き換えを計画してください。",
    ),
    # what was done to the text
    "own.dropped.done": Message(
        en="{count} lines that are no statements were left out, such as: {first}",
        ja="文でない {count} 行を除きました（例: {first}）",
    ),
    "own.dropped.means": Message(
        en="Check that nothing of the configuration is among them.", ja="設定の一部が含まれていないか確かめてください。"
    ),
    "own.part.done": Message(en="it is a part of a CIB only", ja="CIB の一部だけです"),
    "own.part.means": Message(
        en="What is missing has its defaults: constraints, properties and nodes may be among it.",
        ja="欠けているものは既定値になります。制約、プロパティ、ノードがないかもしれません。",
    ),
    "own.nodes.status.done": Message(
        en="the nodes section is empty; the nodes of the status section are taken",
        ja="nodes セクションが空なので、status セクションのノードを使います",
    ),
    "own.nodes.status.means": Message(
        en="Their permanent attributes are not known.", ja="ノードの永続属性は分かりません。"
    ),
    "own.nodes.guessed.done": Message(
        en="no node is configured; these are taken, from the constraints or for want of better",
        ja="ノードの定義がないため、制約に出てくる名前、なければ既定の名前を使います",
    ),
    "own.nodes.guessed.means": Message(
        en="With another number of nodes, quorum and placement may be different.",
        ja="ノード数が違えば、クォーラムも配置も変わることがあります。",
    ),
    "own.secrets.done": Message(
        en="{count} passwords were replaced by asterisks", ja="パスワード {count} 件を伏せ字にしました"
    ),
    "own.secrets.means": Message(
        en="Sessions, links and reports that you pass on do not contain them. hasim does not need them.",
        ja="渡すセッション、リンク、レポートには含まれません。hasim には不要です。",
    ),
    "own.dialect.done": Message(
        en="the tools print as those of the generation {dialect} do", ja="ツールの表示は世代 {dialect} のものです"
    ),
    "own.dialect.means": Message(
        en="Where resources go is decided as Pacemaker 3.0 decides it, whatever the generation.",
        ja="リソースの配置は、世代によらず Pacemaker 3.0 と同じように決まります。",
    ),
}
