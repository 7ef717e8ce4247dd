"""All options of pcs. They may stand anywhere on the line; which ones a command takes, its definition says."""

from __future__ import annotations

import getopt
from collections.abc import Sequence

from hasim.shell.options import Option, Takes
from hasim.shell.pcs.faults import Failure

__all__ = ["OPTIONS", "negative_numbers", "read_options"]

_VALUE = Takes.VALUE
OPTIONS = (
    Option("-f", "f", "", _VALUE, help="work on the CIB in this file"),
    Option("--help", "h", "help", help="show help"),
    Option("-u", "u", "", _VALUE, help="user name, for host auth"),
    Option("-p", "p", "", _VALUE, help="password, for host auth"),
    Option("--debug", "", "debug", help="more words"),
    Option("--version", "", "version", help="say which version this is"),
    Option("--fullhelp", "", "fullhelp", help="show help for everything"),
    Option("--force", "", "force", help="do it nevertheless"),
    Option("--skip-offline", "", "skip-offline", help="do not mind nodes that do not answer"),
    Option("--autodelete", "", "autodelete", help="accepted; moving always does it"),
    Option("--simulate", "", "simulate", help="only say what would happen"),
    Option("--all", "", "all", help="all of them"),
    Option("--full", "", "full", help="with details"),
    Option("--local", "", "local", help="on this node only"),
    Option("--wait", "", "wait", help="wait for the effect; --wait=N at most N seconds"),
    Option("--config", "", "config", help="of the configuration"),
    Option("--start", "", "start", help="start the cluster, too"),
    Option("--enable", "", "enable", help="start the cluster at boot, too"),
    Option("--disabled", "", "disabled", help="create it stopped"),
    Option("--off", "", "off", help="switch the node off"),
    Option("--request-timeout", "", "request-timeout", _VALUE, help="seconds to wait for another node"),
    Option("--brief", "", "brief", help="fewer words"),
    Option("--safe", "", "safe", help="only if nothing else is affected"),
    Option("--no-strict", "", "no-strict", help="a looser kind of safe"),
    Option("--strict", "", "strict", help="fail if others are affected"),
    Option("--pacemaker", "", "pacemaker", help="only Pacemaker"),
    Option("--corosync", "", "corosync", help="only Corosync"),
    Option("--no-default-ops", "", "no-default-ops", help="only the operations that are needed"),
    Option("--defaults", "", "defaults", help="the default values"),
    Option("--nodesc", "", "nodesc", help="without descriptions"),
    Option("--master", "", "master", help="older word for --promoted"),
    Option("--promoted", "", "promoted", help="only the promoted role"),
    Option("--name", "", "name", _VALUE, help="name of an attribute"),
    Option("--group", "", "group", _VALUE, help="group to put it into"),
    Option("--node", "", "node", _VALUE, help="name of a node"),
    Option("--from", "", "from", _VALUE, help="from this time on"),
    Option("--to", "", "to", _VALUE, help="up to this time"),
    Option("--after", "", "after", _VALUE, help="behind this one"),
    Option("--before", "", "before", _VALUE, help="before this one"),
    Option("--corosync_conf", "", "corosync_conf", _VALUE, help="work on this corosync.conf"),
    Option("--booth-conf", "", "booth-conf", _VALUE, help="work on this file of booth"),
    Option("--booth-key", "", "booth-key", _VALUE, help="work on this key of booth"),
    Option("--no-watchdog-validation", "", "no-watchdog-validation", help="take any watchdog"),
    Option("--no-cluster-uuid", "", "no-cluster-uuid", help="no id for the cluster"),
    Option("--no-keys-sync", "", "no-keys-sync", help="leave keys alone"),
    Option("--hide-inactive", "", "hide-inactive", help="without what does not run"),
    Option("--monitor", "", "monitor", help="its monitors, too"),
    Option("--groups", "", "groups", help="only groups"),
    Option("--expired", "", "expired", help="only what has expired"),
    Option("--no-expire-check", "", "no-expire-check", help="do not look whether rules have expired"),
    Option("--overwrite", "", "overwrite", help="over a file that is there"),
    Option("--output-format", "", "output-format", _VALUE, help="text, cmd or json"),
    Option("--token", "", "token", _VALUE, help="file with a token"),
    Option("--agent-validation", "", "agent-validation", help="let the agent look at its parameters"),
)
_NAMES = {f"-{option.short}": option.name for option in OPTIONS if option.short} | {
    f"--{option.long}": option.name for option in OPTIONS if option.long
}
_SHORT = "".join(option.short + (":" if option.takes is _VALUE else "") for option in OPTIONS if option.short)
_LONG = [option.long + ("=" if option.takes is _VALUE else "") for option in OPTIONS if option.long]
_WITH_VALUE = {spelling for spelling, name in _NAMES.items() if name in {o.name for o in OPTIONS if o.takes is _VALUE}}


def read_options(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The options (name -> value) and the other words. getopt.GetoptError for an unknown one, Failure for one twice.

    A negative number counts as a word, for which a real pcs wants two dashes in the future.
    """
    given = [each if not each.startswith("--wait=") else "--wait" for each in arguments]
    seconds = [each.removeprefix("--wait=") for each in arguments if each.startswith("--wait=")]
    numbers = [] if "--" in given else _numbers_at(given)
    pairs, words = getopt.gnu_getopt([f"\0{each}" if at in numbers else each for at, each in enumerate(given)], *_SPEC)
    options: dict[str, str] = {}
    for spelling, value in pairs:
        name = _NAMES[spelling]
        if name in options:
            raise Failure(f"{spelling} can only be used once")
        options[name] = seconds[-1] if name == "--wait" and seconds else value
    return options, [each.removeprefix("\0") for each in words]


_SPEC = (_SHORT, _LONG)


def negative_numbers(arguments: Sequence[str]) -> list[str]:
    """The words that look like options and are numbers; none where two dashes end the options."""
    return [] if "--" in arguments else [arguments[at] for at in _numbers_at(arguments)]


def _numbers_at(arguments: Sequence[str]) -> list[int]:
    return [
        at
        for at, each in enumerate(arguments)
        if _is_negative_number(each) and not (at and arguments[at - 1] in _WITH_VALUE)
    ]


def _is_negative_number(word: str) -> bool:
    if not word.startswith("-") or len(word) < 2:
        return False
    if word[1:].isdigit() or word[1:].lower() == "infinity":
        return True
    try:
        float(word)
    except ValueError:
        return False
    return True
