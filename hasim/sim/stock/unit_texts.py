"""The stock unit files: systemd settings as the packages ship them."""

from __future__ import annotations

from hasim.cib import Dialect

_COROSYNC_START = {
    Dialect.V1_1: """\
ExecStart=/usr/share/corosync/corosync start
ExecStop=/usr/share/corosync/corosync stop
Type=forking
""",
    Dialect.V2_1: """\
EnvironmentFile=-/etc/sysconfig/corosync
ExecStart=/usr/sbin/corosync -f $COROSYNC_OPTIONS
Type=notify
StandardError=null
""",
}


def corosync(dialect: Dialect) -> str:
    """corosync.service, with the three lines for a watchdog commented out."""
    start = _COROSYNC_START.get(dialect, _COROSYNC_START[Dialect.V2_1])
    return f"""\
[Unit]
Description=Corosync Cluster Engine
Documentation=man:corosync man:corosync.conf man:corosync_overview
ConditionKernelCommandLine=!nocluster
Requires=network-online.target
After=network-online.target

[Service]
{start}
# For use with a watchdog:
#Restart=on-failure
#RestartSec=70
#ExecStartPre=/sbin/modprobe softdog

[Install]
WantedBy=multi-user.target
"""


def pacemaker(dialect: Dialect) -> str:
    """pacemaker.service: it requires Corosync and may take half an hour to stop."""
    controller = "crmd" if dialect is Dialect.V1_1 else "pacemaker-controld"
    foreground = " -f" if dialect is Dialect.V1_1 else ""
    return f"""\
[Unit]
Description=Pacemaker High Availability Cluster Manager
Documentation=man:pacemakerd
After=network.target
After=time-sync.target
After=resource-agents-deps.target
After=syslog.service
After=rsyslog.service
After=corosync.service
Requires=corosync.service
Wants=resource-agents-deps.target

[Install]
WantedBy=multi-user.target

[Service]
Type=simple
KillMode=process
NotifyAccess=main
EnvironmentFile=-/etc/sysconfig/pacemaker
EnvironmentFile=-/etc/sysconfig/sbd
SuccessExitStatus=100
ExecStart=/usr/sbin/pacemakerd{foreground}
TimeoutStopSec=30min
TimeoutStartSec=60s
SendSIGKILL=no
Restart=on-failure
# Stops Corosync together with Pacemaker:
#ExecStopPost=/bin/sh -c 'pidof {controller} || killall -TERM corosync'
"""


HTTPD = """\
[Unit]
Description=The Apache HTTP Server
Documentation=man:httpd(8)
Documentation=man:apachectl(8)
After=network.target remote-fs.target nss-lookup.target

[Service]
Type=notify
EnvironmentFile=/etc/sysconfig/httpd
ExecStart=/usr/sbin/httpd $OPTIONS -DFOREGROUND
ExecReload=/usr/sbin/httpd $OPTIONS -k graceful
ExecStop=/bin/kill -WINCH ${MAINPID}
KillSignal=SIGCONT
KillMode=mixed
PrivateTmp=true

[Install]
WantedBy=multi-user.target
"""


def plain(description: str, command: str, *, before: str = "", after: str = "network.target") -> str:
    """A unit for a daemon of the base system that only has to be there."""
    order = f"Before={before}\n" if before else ""
    return f"""\
[Unit]
Description={description}
After={after}
{order}
[Service]
Type=simple
ExecStart={command}
Restart=on-failure

[Install]
WantedBy=multi-user.target
"""


def target(description: str) -> str:
    """A target: a name for a point of the boot."""
    return f"[Unit]\nDescription={description}\n"
