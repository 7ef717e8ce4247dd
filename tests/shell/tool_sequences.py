"""Command lines for the low-level tools: sequences that are typed on one CIB file, one after the other.

Each line of `tool_sequences.txt` is a sequence: commands between semicolons, each of them compared with the real tool.
"""

from __future__ import annotations

from pathlib import Path

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
        f' exec-time="{call}" queue-time="0" exit-reason="" transition-key="{magic}"'
        f' transition-magic="0:{rc};{magic}"/>'
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


def other_cib() -> str:
    """A CIB that differs from the first in every way in which two can: for crm_diff."""
    changes = {
        'value="192.168.0.203"': 'value="192.168.0.204"',
        '<rsc_location id="loc-vip" rsc="vip" node="node1" score="100"/>': "",
        'epoch="15"': 'epoch="16"',
        "<tags>": '<tags><tag id="more"><obj_ref id="web"/></tag>',
    }
    text = cib()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


PATCH = """\
<diff format="2"><version><source admin_epoch="0" epoch="15" num_updates="3"/>
<target admin_epoch="0" epoch="16" num_updates="0"/></version>
<change operation="delete" path="/cib/configuration/constraints/rsc_location[@id='loc-vip']"/>
<change operation="modify"
 path="/cib/configuration/resources/primitive[@id='vip']/instance_attributes[@id='vip-ia']/nvpair[@id='vip-ip']">
<change-list><change-attr name="value" operation="set" value="9"/></change-list>
<change-result><nvpair id="vip-ip" name="ip" value="9"/></change-result></change></diff>
"""


def sequences() -> list[str]:
    """All sequences, without comments."""
    lines = Path(__file__).with_suffix(".txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]
