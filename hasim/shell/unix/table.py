"""In which module each program of the base system lives; importing this makes them known to the registry."""

from __future__ import annotations

from hasim.shell.registry import provide

_MODULES = {
    "awk": "awk gawk",
    "basic": "bash echo env false printf pwd seq service sh sleep sudo timeout true watch xargs yes",
    "compare": "cmp diff",
    "files": "chmod chown cp ln mkdir mv rm rmdir touch",
    "grep": "egrep fgrep grep",
    "journal": "journalctl",
    "listing": "basename dirname find ls md5sum readlink stat",
    "modules": "lsmod modprobe rmmod",
    "mounting": "mount umount",
    "network": "ip ss",
    "ping": "ping",
    "processes": "kill killall pgrep pidof pkill ps",
    "remote": "scp ssh",
    "rpm": "rpm",
    "security": "firewall-cmd getenforce sestatus setenforce",
    "sed": "sed",
    "server": "apachectl httpd",
    "shutdown": "halt poweroff reboot shutdown",
    "screen": "clear man nano vi vim",
    "system": "date free hostname hostnamectl id logger timedatectl uname uptime which whoami",
    "systemctl": "systemctl",
    "conditions": "[ test",
    "text": "cat cut head less more nl sort tac tail tee tr uniq wc",
    "web": "curl wget",
    "yum": "dnf yum",
}

for _module, _names in _MODULES.items():
    provide(f"hasim.shell.unix.{_module}", _names.split())
