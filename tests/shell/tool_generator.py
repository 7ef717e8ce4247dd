"""Drawn command lines for the low-level tools: right and wrong words in every place where a word may stand."""

from __future__ import annotations

from random import Random

__all__ = ["draw"]

_RESOURCES = ("vip", "web", "httpd", "fs", "pings", "ping", "states", "state", "state:0", "ping:1", "unit", "from-tmpl")
_NODES = ("node1", "node2", "node3", "nosuch", "NODE1")
_IDS = ("vip", "web", "fs", "unit", "loc-vip", "vip-web", "web-vip", "rule-web-r", "both", "unit-ticket", "vip-ma")
_PARAMETERS = ("target-role", "is-managed", "priority", "ip", "x", "interleave", "migration-threshold")
_ATTRIBUTES = ("rack", "standby", "maintenance", "stonith-enabled", "cpu", "pingd", "foo.bar", "a#b")


def draw(seed: int, length: int = 6) -> list[str]:
    """A sequence of commands; the same seed gives the same one."""
    drawer = _Drawer(Random(seed))
    return [drawer.command() for _ in range(length)]


class _Drawer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.one = random.choice

    def command(self) -> str:
        kinds = (self._placing, self._parameter, self._question, self._attribute, self._other, self._xml)
        return self.random.choices(kinds, weights=(20, 16, 14, 16, 14, 20))[0]()

    def maybe(self, chance: float, text: str) -> str:
        return f" {text}" if self.random.random() < chance else ""

    @property
    def resource(self) -> str:
        return self.one((*_RESOURCES, "nosuch"))

    @property
    def node(self) -> str:
        return self.one(_NODES)

    def _placing(self) -> str:
        line = f"crm_resource {self.one(('-M', '-B', '-U'))}{self.maybe(0.95, f'-r {self.resource}')}"
        line += self.maybe(0.6, f"-N {self.node}") + self.maybe(0.2, "-f") + self.maybe(0.2, "-Q")
        if "-U" in line:
            return line + self.maybe(0.2, "-e")
        return line + self.maybe(0.2, "--promoted") + self.maybe(0.15, f"-u {self.one(('P1D', 'PT5M', 'x'))}")

    def _parameter(self) -> str:
        name, kind = self.one(_PARAMETERS), self.one((" -m", "", " -z"))
        value = self.one(("Stopped", "Started", "false", "bad"))
        if name == "is-managed":  # 2.1.5 takes any other word for false, 3.0 (which decides here) for the default
            value = self.one(("true", "false"))
        verb = self.one((f"-p {name}{kind} -v {value}", f"-d {name}{kind}", f"-g {name}{kind}"))
        ending = self.maybe(0.15, "-f") + self.maybe(0.1, "-s set1") + self.maybe(0.1, "-Q")
        return f"crm_resource {verb} -r {self.resource}{ending}"

    def _question(self) -> str:
        if self.random.random() < 0.4:
            return self.one(
                ("crm_mon -1rAfLR", "crm_mon -1nr", "crm_mon -1ot", "crm_mon --output-as=xml", "crm_mon -s")
            )
        ending = self.maybe(0.1, "-Q") + self.maybe(0.4, "--output-as=xml")
        if self.random.random() < 0.4:
            return f"crm_resource {self.one(('-L', '-l', '-Y', '-O', '-o', '--wait -T 1'))}{ending}"
        if self.random.random() < 0.2:
            return f"crm_resource --digests -r {self.resource} -N {self.node}{self.maybe(0.3, 'ip=1 b=2')}{ending}"
        return f"crm_resource -{self.one('WYaAqwO')} -r {self.resource}{self.maybe(0.2, '-f')}{ending}"

    def _attribute(self) -> str:
        where = self.one(("-t crm_config", "", *(f"-N {self.node}{more}" for more in ("", " -l reboot", " -z"))))
        verb = self.one(("-G", "-G -q", "-D", "-G -d other", f"-v {self.one(('on', 'off', '1', 'true'))}"))
        what = self.one((*(f"-n {name}" for name in _ATTRIBUTES), "-P o", "-P ^pin", f"-p {self.resource}", "-i id1"))
        which = self.maybe(0.15, f"-s {self.one(('nodes-1', 'set1'))}") + self.maybe(0.1, "-i id1")
        return f"crm_attribute {what} {where} {verb}{which}{self.maybe(0.2, '--output-as=xml')}"

    def _other(self) -> str:
        ticket = self.one(("-r -f", "-s", "-a", "-S o -v 1", "-G o", "-D o", "-C -f", "-C", "-G granted"))
        return self.one(
            (
                f"crm_standby {self.one(('-G', '-v on', '-v off', '-D'))} -N {self.node}{self.maybe(0.3, '-l reboot')}",
                f"crm_failcount -G -r {self.resource} -N {self.node}{self.maybe(0.4, '-n monitor -I 10s')}",
                f"crm_ticket -t {self.one(('site', 'b'))} {ticket}",
                self.one(("crm_ticket -l", "crm_ticket -L", "crm_ticket -w", "crmadmin -N", "crm_verify -L")),
                f"crm_rule -c -r {self.one(('dated-r', 'past-r', 'rule-web-r', 'nosuch'))}",
            )
        )

    def _xml(self) -> str:
        id, number = self.one((*_IDS, "nosuch")), self.random.randint(1, 3)
        tag = self.one(("primitive", "rsc_location", "rsc_colocation", "nvpair", "tag", "group"))
        score = self.one(("1", "INFINITY", "-INFINITY", "x", ""))
        agent = self.one(("ocf", "lsb", "systemd", "bogus"))
        ends = f'first="vip" then="{id}" kind="{self.one(("Optional", "Mandatory", "Never"))}"'
        return "cibadmin " + self.one(
            (
                f"-Q -A \"//*[@id='{id}']\"{self.maybe(0.3, '-e')}{self.maybe(0.2, '-n')}",
                f"-D -A \"//*[@id='{id}']\"",
                f"-D -X '<{tag} id=\"{id}\"/>'",
                f'-C -o constraints -X \'<rsc_location id="l{number}" rsc="{id}" node="node1" score="{score}"/>\'',
                f"-C -o constraints -X '<rsc_order id=\"o{number}\" {ends}/>'",
                f'-C -o resources -X \'<primitive id="n{number}" class="{agent}" provider="p" type="t"/>\'',
                f'-M -X \'<primitive id="{id}" description="d{number}"/>\'',
                f'-M -o {self.one(("resources", "constraints", "nodes"))} -X \'<nvpair id="{id}" value="9"/>\'',
                f'-R -o resources -X \'<primitive id="{id}" class="systemd" type="t"/>\'',
                *("-B", "-M -X '<cib epoch=\"epoch++\"/>'"),
                f"-Q -o {self.one(('nodes', 'tags', 'constraints', 'crm_config', 'alerts', 'op_defaults'))}",
            )
        )
