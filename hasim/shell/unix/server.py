"""httpd and apachectl: the web server started, checked and signalled by hand."""

from __future__ import annotations

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command
from hasim.sim import httpd, units
from hasim.sim.apache_config import ConfigError
from hasim.sim.process import HUP, SIGNALS, TERM, WINCH, kill

_SIGNALS = {"stop": TERM, "graceful-stop": WINCH, "restart": HUP, "graceful": SIGNALS["USR1"]}


@command("httpd")
def run_httpd(context: MachineContext, arguments: list[str]) -> int:
    """httpd [-t] [-v] [-M] [-f FILE] [-c DIRECTIVE] [-D NAME] [-k start|stop|restart|graceful|graceful-stop]"""
    if "-v" in arguments or "-V" in arguments:
        version = context.machine.packages.get("httpd", "2.4").partition("-")[0]
        context.out(f"Server version: Apache/{version} ({'CentOS' if context.dialect == '1.1' else 'Unix'})\n")
        return 0
    if "-t" in arguments or "-M" in arguments:
        return _check(context, arguments)
    if "-k" in arguments:
        place = arguments.index("-k")
        verb = arguments[place + 1] if place + 1 < len(arguments) else ""
        rest = arguments[:place] + arguments[place + 2 :]
        return _signal(context, verb, rest) if verb != "start" else _start(context, rest)
    return _start(context, arguments)


def _start(context: MachineContext, arguments: list[str]) -> int:
    started = httpd.start(context.stage, context.node, arguments)
    context.err(started.stderr)
    return started.status


def _check(context: MachineContext, arguments: list[str]) -> int:
    try:
        configuration = httpd.check(context.machine, httpd.read_options(arguments))
    except ConfigError as error:
        raise UsageFault(str(error)) from None
    context.err(httpd.name_warning(context.machine, configuration))
    if "-M" in arguments:
        context.out(
            "Loaded Modules:\n" + "".join(f" {name}_module (shared)\n" for name in sorted(configuration.modules))
        )
    else:
        context.err("Syntax OK\n")
    return 0


def _signal(context: MachineContext, verb: str, arguments: list[str]) -> int:
    if verb not in _SIGNALS:
        raise UsageFault(f"httpd: invalid -k argument: {verb}")
    try:
        configuration = httpd.check(context.machine, httpd.read_options(arguments))
    except ConfigError as error:
        raise UsageFault(str(error)) from None
    context.err(httpd.name_warning(context.machine, configuration))
    running = httpd.server_of(context.machine, configuration)
    if running is None:
        if verb in ("restart", "graceful"):
            context.err("httpd not running, trying to start\n")
            return _start(context, arguments)
        context.err("httpd (no pid file) not running\n")
        return 0
    kill(context.stage, context.node, running.pid, _SIGNALS[verb])
    return 0


@command("apachectl")
def apachectl(context: MachineContext, arguments: list[str]) -> int:
    """apachectl start|stop|restart|graceful|configtest|status"""
    verb = arguments[0] if arguments else "start"
    if verb == "configtest":
        return run_httpd(context, ["-t"])
    if verb in ("start", "stop", "restart") and units.definition(context.machine, "httpd.service") is not None:
        return context.execute(["systemctl", verb, "httpd.service"], "")
    if verb in ("graceful", "graceful-stop"):
        return run_httpd(context, ["-k", verb])
    return run_httpd(context, arguments)
