"""Which package brings which programs.

A program that is not listed is no command on a simulated machine. One that is listed and that nobody has modelled is
refused by name, so what a server of this kind has stands here.
"""

from __future__ import annotations

from hasim.cib import Dialect


def _in(directory: str, names: str) -> tuple[str, ...]:
    return tuple(f"{directory}/{name}" for name in names.split())


BASE_PROGRAMS: dict[str, tuple[str, ...]] = {
    "bash": _in("/usr/bin", "bash sh"),
    "coreutils": _in(
        "/usr/bin",
        "ls cat cp mv rm mkdir rmdir touch ln echo printf head tail wc sort uniq tr cut tee date whoami id uname pwd"
        " sleep true false test [ env basename dirname chmod chown readlink stat seq tac nl md5sum yes timeout df du"
        " base64 chgrp cksum comm csplit dd dir expand expr factor fmt fold groups hostid install join link logname"
        " mkfifo mknod mktemp nice nohup nproc numfmt od paste pr printenv realpath sha1sum sha256sum sha512sum shred"
        " shuf split stdbuf stty sum sync truncate tty unexpand unlink users vdir who",
    ),
    "grep": _in("/usr/bin", "grep egrep fgrep"),
    "sed": _in("/usr/bin", "sed"),
    "gawk": _in("/usr/bin", "awk gawk"),
    "findutils": _in("/usr/bin", "find xargs"),
    "diffutils": _in("/usr/bin", "diff cmp"),
    "hostname": _in("/usr/bin", "hostname"),
    "procps-ng": _in("/usr/bin", "ps pgrep pkill kill uptime free watch top vmstat w pmap")
    + _in("/usr/sbin", "sysctl"),
    "sysvinit-tools": _in("/usr/sbin", "pidof"),
    "psmisc": _in("/usr/bin", "killall"),
    "systemd": _in(
        "/usr/bin", "systemctl journalctl hostnamectl timedatectl loginctl localectl systemd-analyze systemd-run"
    )
    + _in("/usr/sbin", "reboot poweroff shutdown halt"),
    "libselinux-utils": _in("/usr/sbin", "getenforce setenforce"),
    "policycoreutils": _in("/usr/sbin", "sestatus"),
    "initscripts": _in("/usr/sbin", "service"),
    "sudo": _in("/usr/bin", "sudo"),
    "iproute": _in("/usr/sbin", "ip ss tc bridge"),
    "iptables": _in("/usr/sbin", "iptables iptables-save iptables-restore"),
    "ethtool": _in("/usr/sbin", "ethtool"),
    "iputils": _in("/usr/bin", "ping tracepath arping"),
    "openssh": _in("/usr/bin", "ssh-keygen"),
    "openssl": _in("/usr/bin", "openssl"),
    "python": _in("/usr/bin", "python python3"),
    "tar": _in("/usr/bin", "tar"),
    "gzip": _in("/usr/bin", "gzip gunzip zcat"),
    "shadow-utils": _in("/usr/sbin", "useradd userdel usermod groupadd"),
    "passwd": _in("/usr/bin", "passwd"),
    "xfsprogs": _in("/usr/sbin", "mkfs.xfs xfs_repair xfs_info"),
    "e2fsprogs": _in("/usr/sbin", "mke2fs mkfs.ext4 fsck.ext4 e2fsck tune2fs"),
    "lvm2": _in("/usr/sbin", "lvm lvs vgs pvs lvcreate vgcreate pvcreate vgchange lvchange"),
    "curl": _in("/usr/bin", "curl"),
    "wget": _in("/usr/bin", "wget"),
    "openssh-clients": _in("/usr/bin", "ssh scp"),
    "yum": _in("/usr/bin", "yum dnf"),
    "rpm": _in("/usr/bin", "rpm"),
    "kmod": _in("/usr/sbin", "modprobe lsmod rmmod"),
    "vim-minimal": _in("/usr/bin", "vi vim"),
    "nano": _in("/usr/bin", "nano"),
    "less": _in("/usr/bin", "less"),
    "util-linux": _in("/usr/bin", "more logger clear mount umount findmnt lsblk dmesg su lscpu kill last")
    + _in("/usr/sbin", "blkid fdisk fsck mkfs swapon swapoff hwclock"),
    "man-db": _in("/usr/bin", "man"),
    "which": _in("/usr/bin", "which"),
}

CLUSTER_PROGRAMS: dict[str, tuple[str, ...]] = {
    "pacemaker": _in("/usr/sbin", "crm_attribute crm_master crm_node stonith_admin"),
    "pacemaker-cli": _in(
        "/usr/sbin",
        "attrd_updater cibadmin crm_diff crm_error crm_failcount crm_mon crm_report crm_resource crm_rule crm_shadow"
        " crm_simulate crm_standby crm_ticket crm_verify crmadmin iso8601",
    ),
    "corosync": _in(
        "/usr/sbin",
        "corosync corosync-cfgtool corosync-cmapctl corosync-cpgtool corosync-keygen corosync-quorumtool",
    ),
}

DAEMONS: dict[Dialect, tuple[str, ...]] = {
    Dialect.V1_1: ("attrd", "cib", "crmd", "lrmd", "pengine", "stonithd"),
    Dialect.V2_1: tuple(f"pacemaker-{n}" for n in ("attrd", "based", "controld", "execd", "fenced", "schedulerd")),
    Dialect.V3_0: tuple(f"pacemaker-{n}" for n in ("attrd", "based", "controld", "execd", "fenced", "schedulerd")),
}

AGENTS: dict[str, tuple[str, ...]] = {
    "heartbeat": (
        *("Delay", "Dummy", "Filesystem", "IPaddr", "IPaddr2"),
        *("MailTo", "anything", "apache", "nginx", "pgsql"),
    ),
    "linbit": ("drbd",),
    "pacemaker": ("ClusterMon", "Dummy", "HealthCPU", "HealthIOWait", "Stateful", "SysInfo", "attribute", "ping"),
}
