"""Command lines for the low-level tools: sequences that are typed on one CIB file, one after the other.

Each line of `SEQUENCES` is a sequence: commands between semicolons, each of them compared with the real tool.
"""

from __future__ import annotations

CIB = """\
<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="15" num_updates="3" admin_epoch="0"
 cib-last-written="Sun May  3 09:14:10 2020" update-origin="node1" update-client="cibadmin" update-user="root"
 have-quorum="1" dc-uuid="1">
  <configuration>
    <crm_config>
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="o-stonith" name="stonith-enabled" value="false"/>
        <nvpair id="o-stack" name="cluster-infrastructure" value="corosync"/>
      </cluster_property_set>
    </crm_config>
    <nodes>
      <node id="1" uname="node1"><instance_attributes id="nodes-1">
        <nvpair id="nodes-1-rack" name="rack" value="a"/></instance_attributes></node>
      <node id="2" uname="node2"><utilization id="u2"><nvpair id="u2-cpu" name="cpu" value="4"/></utilization></node>
      <node id="3" uname="node3"/>
    </nodes>
    <resources>
      <primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2">
        <instance_attributes id="vip-ia"><nvpair id="vip-ip" name="ip" value="192.168.0.203"/></instance_attributes>
        <meta_attributes id="vip-ma"><nvpair id="vip-t" name="migration-threshold" value="3"/></meta_attributes>
        <operations><op id="vip-m" name="monitor" interval="10s" timeout="20s"/></operations>
        <utilization id="vip-u"><nvpair id="vip-cpu" name="cpu" value="1"/></utilization>
      </primitive>
      <group id="web">
        <primitive id="fs" class="ocf" provider="heartbeat" type="Filesystem">
          <instance_attributes id="fs-ia"><nvpair id="fs-d" name="device" value="/dev/sdb"/></instance_attributes>
        </primitive>
        <primitive id="httpd" class="ocf" provider="heartbeat" type="apache">
          <operations><op id="httpd-m" name="monitor" interval="10s"/></operations>
        </primitive>
      </group>
      <clone id="pings">
        <meta_attributes id="pings-ma"><nvpair id="pings-i" name="interleave" value="true"/></meta_attributes>
        <primitive id="ping" class="ocf" provider="pacemaker" type="ping"/>
      </clone>
      <clone id="states">
        <meta_attributes id="states-ma"><nvpair id="states-p" name="promotable" value="true"/></meta_attributes>
        <primitive id="state" class="ocf" provider="pacemaker" type="Stateful"/>
      </clone>
      <primitive id="unit" class="systemd" type="chronyd"/>
      <template id="tmpl" class="ocf" provider="pacemaker" type="Dummy">
        <meta_attributes id="tmpl-ma"><nvpair id="tmpl-s" name="resource-stickiness" value="7"/></meta_attributes>
      </template>
      <primitive id="from-tmpl" template="tmpl"/>
    </resources>
    <constraints>
      <rsc_location id="loc-vip" rsc="vip" node="node1" score="100"/>
      <rsc_location id="ban-unit" rsc="unit" node="node2" score="-INFINITY"/>
      <rsc_location id="rule-web" rsc="web"><rule id="rule-web-r" score="50">
        <expression id="rule-web-e" attribute="rack" operation="eq" value="a"/></rule></rsc_location>
      <rsc_location id="dated" rsc="unit"><rule id="dated-r" score="-INFINITY">
        <date_expression id="dated-e" operation="gt" start="2019-01-01"/></rule></rsc_location>
      <rsc_location id="past" rsc="unit"><rule id="past-r" score="-INFINITY">
        <date_expression id="past-e" operation="lt" end="2019-01-01"/></rule></rsc_location>
      <rsc_colocation id="vip-web" rsc="vip" with-rsc="web" score="INFINITY"/>
      <rsc_colocation id="unit-vip" rsc="unit" with-rsc="vip" score="-20"/>
      <rsc_colocation id="vip-state" rsc="vip" with-rsc="states" with-rsc-role="Promoted" score="10"/>
      <rsc_order id="web-vip" first="web" then="vip"/>
      <rsc_ticket id="unit-ticket" rsc="unit" ticket="site" loss-policy="stop"/>
    </constraints>
    <tags><tag id="both"><obj_ref id="vip"/><obj_ref id="unit"/></tag></tags>
    <rsc_defaults><meta_attributes id="rsc-options">
      <nvpair id="rsc-options-stick" name="resource-stickiness" value="1"/></meta_attributes></rsc_defaults>
    <op_defaults><meta_attributes id="op-options"><nvpair id="op-t" name="timeout" value="30s"/></meta_attributes>
    </op_defaults>
  </configuration>
  <status>
    <node_state id="1" uname="node1" in_ccm="true" crmd="online" crm-debug-origin="x" join="member" expected="member">
      <lrm id="1"><lrm_resources>
        <lrm_resource id="vip" class="ocf" provider="heartbeat" type="IPaddr2">{vip}</lrm_resource>
        <lrm_resource id="fs" class="ocf" provider="heartbeat" type="Filesystem">{fs}</lrm_resource>
        <lrm_resource id="httpd" class="ocf" provider="heartbeat" type="apache">{httpd}</lrm_resource>
        <lrm_resource id="ping" class="ocf" provider="pacemaker" type="ping">{ping}</lrm_resource>
        <lrm_resource id="state" class="ocf" provider="pacemaker" type="Stateful">{state1}</lrm_resource>
      </lrm_resources></lrm>
      <transient_attributes id="1"><instance_attributes id="status-1">
        <nvpair id="status-1-fc" name="fail-count-httpd#monitor_10000" value="2"/>
        <nvpair id="status-1-lf" name="last-failure-httpd#monitor_10000" value="1588498331"/>
        <nvpair id="status-1-up" name="pingd" value="1000"/>
      </instance_attributes></transient_attributes>
    </node_state>
    <node_state id="2" uname="node2" in_ccm="true" crmd="online" crm-debug-origin="x" join="member" expected="member">
      <lrm id="2"><lrm_resources>
        <lrm_resource id="ping" class="ocf" provider="pacemaker" type="ping">{ping}</lrm_resource>
        <lrm_resource id="state" class="ocf" provider="pacemaker" type="Stateful">{state2}</lrm_resource>
      </lrm_resources></lrm>
      <transient_attributes id="2"><instance_attributes id="status-2"/></transient_attributes>
    </node_state>
    <tickets><ticket_state id="site" granted="true" last-granted="1588490000"/></tickets>
  </status>
</cib>
"""


def _operation(resource: str, task: str, interval: int, call: int, rc: int, ending: str = "") -> str:
    key = f"{resource}_{task}_{interval}"
    magic = "1:1:0:0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f"
    return (
        f'<lrm_rsc_op id="{ending or key}" operation_key="{key}" operation="{task}" crm_feature_set="3.16.1"'
        f' call-id="{call}" rc-code="{rc}" op-status="0" interval="{interval}" last-rc-change="{1588498000 + call}"'
        f' exec-time="{call}" queue-time="0" exit-reason="" transition-key="{magic}" transition-magic="0:{rc};{magic}"/>'
    )


def cib() -> str:
    """The CIB that every sequence begins with: nothing but standing facts, no time of day."""
    histories = {
        "vip": _operation("vip", "start", 0, 10, 0, "vip_last_0") + _operation("vip", "monitor", 10000, 11, 0),
        "fs": _operation("fs", "start", 0, 12, 0, "fs_last_0"),
        "httpd": _operation("httpd", "start", 0, 13, 0, "httpd_last_0")
        + _operation("httpd", "monitor", 10000, 14, 0)
        + _operation("httpd", "monitor", 10000, 14, 7, "httpd_last_failure_0"),
        "ping": _operation("ping", "start", 0, 15, 0, "ping_last_0"),
        "state1": _operation("state", "promote", 0, 17, 0, "state_last_0"),
        "state2": _operation("state", "start", 0, 16, 0, "state_last_0"),
    }
    return CIB.format(**histories)


SEQUENCES = """
crm_resource -L
crm_resource
crm_resource -l
crm_resource -O
crm_resource -o
crm_resource -O -r httpd
crm_resource -o -r httpd -N node1
crm_resource -O -N node2
crm_resource -O -N nosuch
crm_resource -O -r nosuch
crm_resource -W -r vip
crm_resource -W -r web
crm_resource -W -r pings
crm_resource -W -r ping
crm_resource -W -r states
crm_resource -W -r state
crm_resource -W -r state:0
crm_resource -W -r unit
crm_resource -W -r nosuch
crm_resource -W
crm_resource -W -r states -Q
crm_resource -W -r vip -N node1
crm_resource -q -r vip
crm_resource -q -r web
crm_resource -q -r ping
crm_resource -q -r states
crm_resource -q -r from-tmpl
crm_resource -w -r from-tmpl
crm_resource -w -r httpd
crm_resource -w -r nosuch
crm_resource -g ip -r vip
crm_resource -g nosuch -r vip
crm_resource -g migration-threshold -m -r vip
crm_resource -g resource-stickiness -m -r vip
crm_resource -g resource-stickiness -m -r from-tmpl
crm_resource -g cpu -z -r vip
crm_resource -g interleave -m -r pings
crm_resource -g interleave -m -r ping
crm_resource -g target-role -m -r web
crm_resource -g ip
crm_resource -G type -r vip
crm_resource -a -r vip
crm_resource -a -r web
crm_resource -a -r httpd
crm_resource -A -r vip
crm_resource -A -r unit
crm_resource -A -r httpd
crm_resource -a -r httpd --force
crm_resource -a -r states
crm_resource -a -r nosuch
crm_resource -Y
crm_resource -Y -r vip
crm_resource -Y -r unit
crm_resource -Y -r unit -N node1
crm_resource -Y -N node1
crm_resource -p ip -v 10.0.0.1 -r vip; crm_resource -g ip -r vip
crm_resource -p nic -v eth0 -r vip
crm_resource -p nic -v eth0 -r vip -s my-set; crm_resource -p nic -v eth1 -r vip -s my-set
crm_resource -p nic -v eth0 -r vip -i my-pair
crm_resource -p target-role -m -v Stopped -r vip; crm_resource -Y -r vip; crm_resource -d target-role -m -r vip
crm_resource -p target-role -m -v Stopped -r web; crm_resource -L; crm_resource -Y -r httpd; crm_resource -d target-role -m -r web
crm_resource -p target-role -m -v Stopped -r ping
crm_resource -p target-role -m -v Stopped -r ping --force
crm_resource -p target-role -m -v Stopped -r pings; crm_resource -p target-role -m -v Started -r ping
crm_resource -p interleave -m -v false -r pings
crm_resource -p host_list -v 192.168.0.1 -r pings
crm_resource -p host_list -v 192.168.0.1 -r ping
crm_resource -p is-managed -m -v false -r web; crm_resource -L; crm_resource -Y -r fs; crm_resource -p is-managed -m -v false -r httpd; crm_resource -d is-managed -m -r web; crm_resource -L
crm_resource -p cpu -z -v 3 -r vip
crm_resource -p memory -z -v 512 -r vip; crm_resource -g memory -z -r vip; crm_resource -d memory -z -r vip
crm_resource -p ip -r vip
crm_resource -p ip -v 10.0.0.1
crm_resource -p ip -v 10.0.0.1 -r nosuch
crm_resource -p "a b" -v "c d" -r vip
crm_resource -p ip -v "" -r vip
crm_resource -d ip -r vip; crm_resource -d ip -r vip
crm_resource -d nosuch -r vip
crm_resource -d ip -r nosuch
crm_resource -d ip
crm_resource -p target-role -m -v Stopped -r from-tmpl; crm_resource -L
crm_resource -p resource-stickiness -m -v 9 -r from-tmpl; crm_resource -g resource-stickiness -m -r from-tmpl
crm_resource -S description -v hello -t primitive -r vip; crm_resource -G description -r vip
crm_resource -S description -v hello -r vip
crm_resource -D -r unit -t primitive
crm_resource -D -r unit -t group
crm_resource -D -r unit
crm_resource -D -t primitive
crm_resource -D -r nosuch -t primitive
crm_resource -D -r from-tmpl -t primitive
crm_resource -M -r vip
crm_resource -M -r vip -N node2
crm_resource -M -r vip -N node1
crm_resource -M -r vip -N node1 -f
crm_resource -M -r vip -N node2 -f
crm_resource -M -r vip -N nosuch
crm_resource -M -r nosuch -N node1
crm_resource -M
crm_resource -M -r web; crm_resource -U -r web
crm_resource -M -r httpd -N node2; crm_resource -U -r httpd
crm_resource -M -r web -N node2; crm_resource -M -r web -N node3; crm_resource -U -r web -N node3
crm_resource -M -r pings
crm_resource -M -r ping -N node3
crm_resource -M -r pings -N node3
crm_resource -M -r states
crm_resource -M -r states -N node2
crm_resource -M -r states -N node2 --promoted
crm_resource -M -r states -N node2 --master
crm_resource -M -r state -N node2 --promoted
crm_resource -M -r vip -N node2 --promoted
crm_resource -M -r states --promoted; crm_resource -U -r states
crm_resource -M -r unit
crm_resource -M -r unit -N node2
crm_resource -M -r vip -N node2 -u P1D
crm_resource -M -r vip -N node2 -u PT30M -Q
crm_resource -M -r vip -N node2 -u nonsense
crm_resource -M -r vip -u PT1H
crm_resource -B -r vip
crm_resource -B -r vip -N node2
crm_resource -B -r vip -N node2; crm_resource -B -r vip -N node2; crm_resource -U -r vip -N node2
crm_resource -B -r vip -N node2; crm_resource -U -r vip -N node1; crm_resource -U -r vip -N node2
crm_resource -B -r vip -N nosuch
crm_resource -B -r web -Q
crm_resource -B -r pings -N node1; crm_resource -L; crm_mon -1L
crm_resource -B -r states --promoted; crm_mon -1L; crm_resource -U -r states --promoted
crm_resource -B -r states -N node1 --promoted
crm_resource -B -r state -N node1
crm_resource -B -r state:1 -N node1
crm_resource -B -r unit -N node1 -u P1Y2M3DT4H5M6S
crm_resource -B -r unit
crm_resource -U -r vip
crm_resource -U
crm_resource -U -r nosuch
crm_resource -U -r vip -N nosuch
crm_resource -M -r vip -N node2; crm_resource -U -r vip -N node1; crm_resource -U -r vip -N node1 -f
crm_resource -B -r vip -N node2 -u P1D; crm_resource -U -r vip -e; crm_resource -U -e; crm_resource -U -r vip
crm_resource --move --resource vip --node node2; crm_resource --clear --resource vip
crm_resource --ban --resource=vip --node=node2; crm_resource --clear --resource=vip --node=node2
crm_resource -C
crm_resource -C -r httpd
crm_resource -C -r httpd -N node1
crm_resource -C -r httpd -N node1 -n monitor -I 10s
crm_resource -C -r web
crm_resource -C -r pings -N node2
crm_resource -C -r nosuch
crm_resource -C -N nosuch
crm_resource -C -N node1
crm_resource -R
crm_resource -R -r vip
crm_resource -R -r httpd -f
crm_resource -R -N node1
crm_resource -F -r vip -N node1
crm_resource -F -r vip
crm_resource --restart -r vip
crm_resource --restart -r unit
crm_resource --restart -r vip -N node2
crm_resource --wait -T 1
crm_resource --nosuch
crm_resource -x
crm_resource word
crm_resource -L word
crm_resource -p
crm_resource -M -r
crm_resource --version
crm_resource --list --output-as=xml
crm_resource -l --output-as=xml
crm_resource -W -r states --output-as=xml
crm_resource -W -r unit --output-as=xml
crm_resource -W -r nosuch --output-as=xml
crm_resource -q -r vip --output-as=xml
crm_resource -a -r vip --output-as=xml
crm_resource -A -r vip --output-as=xml
crm_resource -Y --output-as=xml
crm_resource -Y -r vip --output-as=xml
crm_resource -Y -r vip -N node1 --output-as=xml
crm_resource -O --output-as=xml
crm_resource -g ip -r vip --output-as=xml
crm_resource -p ip -v 10.0.0.1 -r vip --output-as=xml
crm_resource -M -r vip -N node2 --output-as=xml
crm_resource -U -r vip --output-as=xml
crm_resource -L --output-as=nosuch
crm_resource --list-standards
crm_resource --list-ocf-providers
crm_resource --list-agents ocf:pacemaker
crm_resource --list-ocf-alternatives ping
crm_attribute -n rack -N node1 -G
crm_attribute -n rack -N node1 -G -q
crm_attribute -n rack -N node1
crm_attribute -n rack -N node2 -G
crm_attribute -n rack -N node2 -G -d none
crm_attribute -n rack -N nosuch -G
crm_attribute -n rack -N node2 -v b; crm_attribute -n rack -N node2 -G
crm_attribute -n rack -N node1 -v b; crm_attribute -n rack -N node1 -D; crm_attribute -n rack -N node1 -D
crm_attribute -n pingd -N node1 -l reboot -G
crm_attribute -n pingd -N node1 -l reboot -v 500; crm_attribute -n pingd -N node1 -l reboot -G -q
crm_attribute -n pingd -N node1 -l reboot -D
crm_attribute -n pingd -N node1 -l forever -v 1
crm_attribute -n pingd -N node1 -t status -G
crm_attribute -n pingd -N node1 -l sometimes -G
crm_attribute -n cpu -N node2 -z -G
crm_attribute -n cpu -N node2 -z -v 8; crm_attribute -n cpu -N node2 -z -G
crm_attribute -n cpu -N node1 -z -v 8
crm_attribute -n cpu -N node2 -z -D
crm_attribute -n stonith-enabled -G
crm_attribute -n stonith-enabled -v true; crm_attribute -n stonith-enabled -G
crm_attribute -n no-quorum-policy -v ignore
crm_attribute -n no-quorum-policy -G
crm_attribute -n no-quorum-policy -G -d stop
crm_attribute -n stonith-enabled -D; crm_attribute -n stonith-enabled -D
crm_attribute -t crm_config -n stonith-enabled -G
crm_attribute -t rsc_defaults -n resource-stickiness -G
crm_attribute -t rsc_defaults -n resource-stickiness -v 100
crm_attribute -t rsc_defaults -n failure-timeout -v 60s
crm_attribute -t rsc_defaults -n resource-stickiness -D
crm_attribute -t op_defaults -n timeout -G
crm_attribute -t op_defaults -n timeout -v 60s
crm_attribute -t op_defaults -n record-pending -v true
crm_attribute -t nosuch -n x -G
crm_attribute -t nodes -N node1 -n rack -G
crm_attribute -G
crm_attribute -N node1 -G
crm_attribute -v x
crm_attribute -D
crm_attribute -n x -s my-set -v 1; crm_attribute -n x -s my-set -v 2; crm_attribute -n x -s my-set -G
crm_attribute -n x -i my-id -v 1; crm_attribute -i my-id -G; crm_attribute -i my-id -D
crm_attribute -n maintenance -N node2 -v on; crm_mon -1; crm_attribute -n maintenance -N node2 -D
crm_attribute -n standby -N node2 -v on -l reboot; crm_mon -1
crm_attribute -P rac. -N node1 -G
crm_attribute --type rsc_defaults --name resource-stickiness --query --quiet
crm_attribute --attr-name rack --node node1 --get-value
crm_attribute -n rack -N node1 -G --output-as=xml
crm_attribute -n nosuch -N node1 -G --output-as=xml
crm_attribute -n rack -N node2 -v x --output-as=xml
crm_attribute -n site -t tickets -G
crm_attribute --nosuch
crm_attribute -p state -N node1 -G
crm_attribute -p state -N node1 -v 10; crm_attribute -p state -N node1 -G; crm_attribute -p state -N node1 -D
crm_failcount -G -r httpd -N node1
crm_failcount -G -r httpd -N node2
crm_failcount -G -r httpd -N node1 -q
crm_failcount -G -r httpd -N node1 -n monitor -I 10s
crm_failcount -G -r httpd -N node1 -n start
crm_failcount -G -r nosuch -N node1
crm_failcount -G -r httpd -N nosuch
crm_failcount -D -r httpd -N node1
crm_failcount -G -N node1
crm_failcount -r httpd -N node1
crm_standby -G -N node1
crm_standby -G -N node1 -q
crm_standby -v on -N node1; crm_standby -G -N node1; crm_mon -1; crm_standby -D -N node1; crm_standby -G -N node1
crm_standby -v on -N node2 -l reboot; crm_standby -G -N node2; crm_standby -v off -N node2
crm_standby -v on -N nosuch
crm_standby -D -N node1
crm_standby -N node1
crm_node -l
crm_node -n
crm_node -i
crm_node -q
crm_node -p
crm_node -N 1
crm_node -R node2
crm_node -R node2 -f
crm_node
crm_node -x
crmadmin -D
crmadmin -S node1
crmadmin -N
crmadmin -N cluster
crmadmin -N -B
crmadmin -N -q
crmadmin -N guest
crmadmin -N nosuch
crmadmin -N --output-as=xml
crmadmin -P
crmadmin
attrd_updater -n x -U 1 -N node1
attrd_updater -n x -Q
attrd_updater -n x -D
attrd_updater -R
attrd_updater -U 1
attrd_updater -n x -B 1
attrd_updater
cibadmin -Q
cibadmin -Q -o nodes
cibadmin -Q -o crm_config
cibadmin -Q -o rsc_defaults
cibadmin -Q -o op_defaults
cibadmin -Q -o tags
cibadmin -Q -o status -n
cibadmin -Q -o alerts
cibadmin -Q -o fencing-topology
cibadmin -Q -o nosuch
cibadmin -Q -o constraints
cibadmin -Q -n
cibadmin -Q -A //primitive[@id='vip']
cibadmin -Q -A //primitive
cibadmin -Q -A //primitive/@id
cibadmin -Q -A //nvpair[@name='ip']
cibadmin -Q -A //nosuch
cibadmin -Q -A //primitive -e
cibadmin -Q -A //primitive[@id='vip'] -e
cibadmin -Q -A //primitive[@id='vip'] -n
cibadmin -Q -A /cib/configuration/resources/group
cibadmin -Q -A "//primitive[@class='ocf' and @type='ping']"
cibadmin -Q -A "//primitive[@type='ping' or @type='apache']"
cibadmin -Q -A "//op[@name='monitor'][1]"
cibadmin -Q -A "//primitive[starts-with(@id,'f')]"
cibadmin -Q -A "//nvpair[not(@name='ip')]"
cibadmin -Q -A "//primitive[instance_attributes/nvpair[@name='ip']]"
cibadmin -Q -A "//primitive[@id='vip']/.."
cibadmin -Q -A "//clone[count(primitive)=1]"
cibadmin -Q -A "//*[@id='web']"
cibadmin -Q -A "//["
cibadmin -C -o resources -X '<primitive id="new" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -C -o resources -X '<primitive id="vip" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -C -o resources -X '<primitive id="new" class="ocf" provider="pacemaker"/>'
cibadmin -C -o constraints -X '<rsc_location id="l1" rsc="vip" node="node2" score="10"/>'; cibadmin -Q -o constraints
cibadmin -C -o constraints -X '<rsc_location id="l1" rsc="nosuch" node="node2" score="10"/>'
cibadmin -C -o constraints -X '<rsc_location id="l1" rsc="vip" node="node2" score="ten"/>'
cibadmin -C -o constraints -X '<rsc_order id="o1" first="vip" then="unit" kind="Sometimes"/>'
cibadmin -C -o crm_config -X '<cluster_property_set id="more"><nvpair id="more-1" name="a" value="b"/></cluster_property_set>'
cibadmin -C -o nodes -X '<node id="4" uname="node4"/>'
cibadmin -C -X '<primitive id="new" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -C -o resources -X '<primitive'
cibadmin -C -o resources
cibadmin -C -o nosuch -X '<primitive id="new" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -C -A "//primitive[@id='vip']" -X '<meta_attributes id="vip-more"><nvpair id="vip-more-1" name="priority" value="5"/></meta_attributes>'
cibadmin -C -o resources -X '<resources><primitive id="n1" class="ocf" provider="pacemaker" type="Dummy"/><primitive id="n2" class="ocf" provider="pacemaker" type="Dummy"/></resources>'
cibadmin -M -X '<nvpair id="vip-ip" value="10.0.0.9"/>'
cibadmin -M -o resources -X '<primitive id="vip" description="x"/>'
cibadmin -M -o resources -X '<primitive id="nosuch" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -M -c -o resources -X '<primitive id="newer" class="ocf" provider="pacemaker" type="Dummy"/>'
cibadmin -M --allow-create -o resources -X '<primitive id="vip"><meta_attributes id="vip-ma"><nvpair id="vip-p" name="priority" value="1"/></meta_attributes></primitive>'
cibadmin -M -A "//nvpair[@name='ip']" -X '<nvpair id="vip-ip" value="10.0.0.8"/>'
cibadmin -M -A "//nosuch" -X '<nvpair id="vip-ip" value="10.0.0.8"/>'
cibadmin -M -X '<cib epoch="epoch++"/>'
cibadmin -M -X '<cib admin_epoch="admin_epoch++"/>'
cibadmin -M -X '<nvpair id="rsc-options-stick" value="value++"/>'
cibadmin -M -X '<nvpair id="rsc-options-stick" value="value+=5"/>'
cibadmin -M -o crm_config -X '<nvpair id="o-stonith" name="stonith-enabled" value="true"/>'
cibadmin -R -o constraints -X '<constraints/>'
cibadmin -R -o resources -X '<resources/>'
cibadmin -R -X '<primitive id="unit" class="systemd" type="crond"/>'
cibadmin -R -o resources -X '<primitive id="unit" class="systemd" type="crond"/>'
cibadmin -R -o resources -X '<primitive id="nosuch" class="systemd" type="crond"/>'
cibadmin -R -A "//primitive[@id='unit']" -X '<primitive id="unit" class="systemd" type="crond"/>'
cibadmin -R -X '<cib/>'
cibadmin -D -X '<nvpair id="vip-ip"/>'
cibadmin -D -o constraints -X '<rsc_location id="loc-vip"/>'
cibadmin -D -o constraints -X '<rsc_location rsc="unit"/>'
cibadmin -D -o resources -X '<primitive id="vip"/>'
cibadmin -D -o resources -X '<primitive id="nosuch"/>'
cibadmin -D -A "//rsc_location[@id='loc-vip']"
cibadmin -D -A "//rsc_location"
cibadmin -D -A "//rsc_location" -d
cibadmin -d -A "//rsc_location"
cibadmin -d -A "//rsc_location" -f
cibadmin --delete-all --force --xpath "//nosuch"
cibadmin -D -A "//nosuch"
cibadmin -D
cibadmin -E
cibadmin -E -f
cibadmin -B; cibadmin -B
cibadmin -u
cibadmin -u -f
cibadmin -a
cibadmin -a pacemaker-2.0
cibadmin -5 -x cib.xml
cibadmin -6 -x cib.xml
cibadmin -5
cibadmin -P -X '<diff format="2"><version><source admin_epoch="0" epoch="15" num_updates="3"/><target admin_epoch="0" epoch="16" num_updates="0"/></version><change operation="delete" path="/cib/configuration/constraints/rsc_location[@id=&apos;loc-vip&apos;]"/></diff>'
cibadmin -P -X '<diff format="2"><version><source admin_epoch="0" epoch="1" num_updates="3"/><target admin_epoch="0" epoch="2" num_updates="0"/></version><change operation="delete" path="/cib/configuration/constraints/rsc_location[@id=&apos;loc-vip&apos;]"/></diff>'
cibadmin
cibadmin -Z
cibadmin --nosuch
cibadmin -Q --local
cibadmin -Ql -o nodes
crm_verify -L
crm_verify -L -V
crm_verify -x cib.xml
crm_verify -x nosuch.xml
crm_verify -X '<cib/>'
crm_verify -X '<primitive/>'
crm_verify -X 'nonsense'
crm_verify
crm_verify -L --output-as=xml
crm_resource -p target-role -m -v Sometimes -r vip; crm_verify -LVV
crm_ticket -l
crm_ticket -L
crm_ticket -w
crm_ticket -q
crm_ticket -q -t site
crm_ticket -l -t nosuch
crm_ticket -l -t site
crm_ticket -L -t site
crm_ticket -c
crm_ticket -c -t site
crm_ticket -t site -G granted
crm_ticket -t site -G nosuch
crm_ticket -t site -G nosuch -d none
crm_ticket -t nosuch -G granted
crm_ticket -t site -S owner -v me; crm_ticket -t site -G owner; crm_ticket -t site -D owner; crm_ticket -L
crm_ticket -t site -S granted -v false
crm_ticket -t site -S granted -v false -f
crm_ticket -t site -S owner
crm_ticket -S owner -v me
crm_ticket -t site -r
crm_ticket -t site -r -f; crm_ticket -l
crm_ticket -t site -s; crm_ticket -l; crm_ticket -t site -a; crm_ticket -l
crm_ticket -t other -g
crm_ticket -t other -g -f; crm_ticket -w
crm_ticket -t site -C
crm_ticket -t site -C -f; crm_ticket -l
crm_ticket -t site -D granted
crm_ticket -t b -g -f; crm_ticket -t site -S owner -v me; crm_ticket -t site -S zeta -v 1; crm_ticket -L; crm_ticket -t new -s; crm_ticket -l; crm_ticket -c -t nosuch; crm_ticket -q -t nosuch; crm_ticket -w -t nosuch
crm_ticket -t nosuch -C; crm_ticket -t nosuch -C -f; crm_ticket -g; crm_ticket -G granted; crm_ticket -t site -D nosuch
crm_ticket
crm_ticket --nosuch
crm_rule -c -r rule-web-r
crm_rule -c -r dated-r
crm_rule -c -r past-r
crm_rule -c -r dated-r -d 2018-06-01
crm_rule -c -r past-r -d 2018-06-01
crm_rule -c -r nosuch
crm_rule -c -r dated-r -r past-r
crm_rule -c
crm_rule -r dated-r
crm_rule -c -r dated-r -d nonsense
crm_rule -c -r dated-r --output-as=xml
crm_error 0
crm_error 1
crm_error -- -1
crm_error 2 13 201 203
crm_error -X 0 1 2 64 102 124
crm_error -r -- -1000 -1001 1005 -1005 -1035 0
crm_error -n 2
crm_error -X -n 64
crm_error -r -n -- -1003
crm_error -l
crm_error -l -X
crm_error -l -r
crm_error -l -n
crm_error 9999
crm_error abc
crm_error -X 9999
crm_error 0 --output-as=xml
crm_diff -o cib.xml -n cib.xml
crm_diff -o cib.xml -n other.xml
crm_diff -o cib.xml -n other.xml -c
crm_diff -o cib.xml -n other.xml -u
crm_diff -o other.xml -n cib.xml
crm_diff -o nosuch.xml -n cib.xml
crm_diff -n cib.xml
crm_diff -o cib.xml
crm_diff -o cib.xml -p patch.xml
stonith_admin -L
stonith_admin -l node1
stonith_admin -H node1
stonith_admin
stonith_admin -V
crm_simulate -x cib.xml -u node3 -I out.xml -Q
crm_shadow -w
crm_shadow -c test -b
"""
"""One sequence a line."""
