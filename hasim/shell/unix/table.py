"""In which module each program of the base system lives; importing this makes them known to the registry."""

from __future__ import annotations

from hasim.shell.registry import provide

_MODULES = {
    "awk": "awk gawk",
    "basic": (
        "[ bash clear date echo env false free hostname hostnamectl id logger man nano printf pwd seq sh sleep test"
        " timedatectl timeout true uname uptime vi vim watch which whoami xargs yes"
    ),
    "compare": "cmp diff",
    "files": "chmod chown cp ln mkdir mv rm rmdir touch",
    "grep": "egrep fgrep grep",
    "journal": "journalctl",
    "listing": "basename dirname find ls md5sum readlink stat",
    "modules": "lsmod modprobe rmmod",
    "network": "curl ip ping ss wget",
    "processes": "kill killall pgrep pidof pkill ps",
    "remote": "scp ssh",
    "rpm": "rpm",
    "security": "firewall-cmd getenforce sestatus setenforce",
    "sed": "sed",
    "server": "apachectl httpd",
    "shutdown": "halt poweroff reboot shutdown",
    "systemctl": "systemctl",
    "text": "cat cut head less more nl sort tac tail tee tr uniq wc",
    "yum": "dnf yum",
}

for _module, _names in _MODULES.items():
    provide(f"hasim.shell.unix.{_module}", _names.split())
