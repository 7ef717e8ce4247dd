"""The preferences of crm: what there is, what each can be, and what is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

TRUE = ("yes", "true", "on", "1")
FALSE = ("no", "false", "off", "0")
_COLOURS = (
    *("black", "blue", "green", "cyan", "red", "magenta", "yellow", "white"),
    *("bold", "blink", "dim", "reverse", "underline", "normal"),
)

Check = Callable[[str], str]
"""Says what is wrong with a value, nothing where it can be."""


def _any(value: str) -> str:
    return ""


def _boolean(value: str) -> str:
    known = (*TRUE, *FALSE)
    return "" if value.lower() in known else f"Not a boolean: {value.lower()} (try one of: {', '.join(known)})"


def _choice(*known: str) -> Check:
    return lambda value: "" if value in known else f"{value} not in {', '.join(known)}"


def _choices(*known: str) -> Check:
    def check(value: str) -> str:
        return "" if all(each.strip() in known for each in value.split(",")) else f"{value} not in {', '.join(known)}"

    return check


def _colour(value: str) -> str:
    return "" if all(each in _COLOURS for each in value.split(" ")) else f"Invalid color {value}"


@dataclass(frozen=True, slots=True)
class Preference:
    """One preference: its value where none is set, and what it can be."""

    default: str
    check: Check = _any


KNOWN: dict[str, Preference] = {
    "color.attr_name": Preference("cyan", _colour),
    "color.attr_value": Preference("red", _colour),
    "color.error": Preference("red bold", _colour),
    "color.help_block": Preference("cyan", _colour),
    "color.help_header": Preference("normal bold", _colour),
    "color.help_keyword": Preference("blue bold underline", _colour),
    "color.help_topic": Preference("yellow bold", _colour),
    "color.id_reference": Preference("green", _colour),
    "color.identifier": Preference("normal", _colour),
    "color.info": Preference("cyan", _colour),
    "color.keyword": Preference("yellow", _colour),
    "color.ok": Preference("green bold", _colour),
    "color.resource_reference": Preference("green", _colour),
    "color.score": Preference("magenta", _colour),
    "color.style": Preference("color", _choices("plain", "color-always", "color", "uppercase")),
    "color.ticket": Preference("magenta", _colour),
    "color.warn": Preference("yellow bold", _colour),
    "core.OCF_1_1_SUPPORT": Preference("no", _boolean),
    "core.add_quotes": Preference("yes", _boolean),
    "core.check_frequency": Preference("always", _choice("always", "on-verify", "never")),
    "core.check_mode": Preference("strict", _choice("strict", "relaxed")),
    "core.debug": Preference("no", _boolean),
    "core.dot": Preference(""),
    "core.dotty": Preference(""),
    "core.editor": Preference("/usr/bin/vim"),
    "core.force": Preference("no", _boolean),
    "core.ignore_missing_metadata": Preference("no", _boolean),
    "core.lock_timeout": Preference("120"),
    "core.manage_children": Preference("ask", _choice("ask", "never", "always")),
    "core.obscure_pattern": Preference("passw*"),
    "core.pager": Preference("/usr/bin/less"),
    "core.ptest": Preference("/usr/sbin/crm_simulate"),
    "core.report_tool_options": Preference(""),
    "core.skill_level": Preference("expert", _choice("operator", "administrator", "expert")),
    "core.sort_elements": Preference("yes", _boolean),
    "core.user": Preference(""),
    "core.wait": Preference("no", _boolean),
    "path.crm_daemon_user": Preference("hacluster"),
    "path.ocf_root": Preference("/usr/lib/ocf"),
}
"""Preferences by section and name, as crmsh 4.4.1 calls them, in the order in which they are listed."""

GIVEN = {
    "core.debug": "false",
    "core.wait": "false",
    "core.force": "false",
    "path.ocf_root": "/usr/lib/ocf",
    "path.crm_daemon_user": "hacluster",
    "color.style": "color",
}
"""What the file of preferences that comes with the package sets, in its order."""


@dataclass
class Preferences:
    """What is set, by the command line's options or the level ``options``."""

    values: dict[str, str] = field(default_factory=lambda: dict(GIVEN))

    def value(self, name: str) -> str:
        """The value of a preference."""
        return self.values.get(name, KNOWN[name].default)

    def set(self, name: str, value: str) -> str:
        """Set a preference, unless it is unknown or cannot be that; what is wrong then."""
        if name not in KNOWN:
            section = name.split(".")[0]
            known = any(each.startswith(f"{section}.") for each in KNOWN)
            return f"Setting invalid option {name}" if known else f"Setting invalid section {section}"
        problem = KNOWN[name].check(value)
        if not problem:
            self.values[name] = value
        return problem

    def is_on(self, name: str) -> bool:
        """Whether a preference that is yes or no is yes."""
        return self.value(name).lower() in TRUE

    @property
    def force(self) -> bool:
        """Do what else would be asked about."""
        return self.is_on("core.force")

    @force.setter
    def force(self, value: bool) -> None:
        self.values["core.force"] = "True" if value else "false"

    @property
    def wait(self) -> bool:
        """Wait after each command until the cluster is idle."""
        return self.is_on("core.wait")

    @wait.setter
    def wait(self, value: bool) -> None:
        self.values["core.wait"] = "True" if value else "false"
