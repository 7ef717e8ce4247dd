"""The stock configuration files, reduced to the settings themselves and short remarks of our own."""

from __future__ import annotations

from hasim.cib import Dialect

_MIRROR = "http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo="


def _repository(section: str, title: str, folder: str, enabled: str = "") -> str:
    return f"""\
[{section}]
name=CentOS-$releasever - {title}
mirrorlist={_MIRROR}{folder}&infra=$infra
gpgcheck=1
{enabled}gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7
"""


CENTOS_BASE_REPO = "\n".join(
    [
        "# The distribution's own repositories\n",
        _repository("base", "Base", "os"),
        _repository("updates", "Updates", "updates"),
        _repository("extras", "Extras", "extras"),
        _repository("centosplus", "Plus", "centosplus", "enabled=0\n"),
    ]
)

RELEASES = {
    Dialect.V1_1: "CentOS Linux release 7.8.2003 (Core)",
    Dialect.V2_1: "CentOS Stream release 9",
    Dialect.V3_0: "CentOS Stream release 10 (Coughlan)",
}
"""How the distribution of each generation's servers names itself."""


def os_release(release: str) -> str:
    """The same as variables, for /etc/os-release."""
    name, _, rest = release.partition(" release ")
    number, _, nick = rest.partition(" ")
    version = number.partition(".")[0]
    values = {
        "NAME": name,
        "VERSION": f"{version} {nick}".strip(),
        "ID": "centos",
        "ID_LIKE": "rhel fedora",
        "VERSION_ID": version,
        "PRETTY_NAME": f"{name} {version} {nick}".strip(),
    }
    return "".join(f'{key}="{value}"\n' for key, value in values.items())


PACEMAKER_REPO = """\
[pacemaker]
name=Pacemaker and the software that belongs to it
baseurl=file:///opt/linux-ha/pacemaker/rpm
gpgcheck=0
enabled=1
"""

HTTPD_CONF = """\
# Main configuration of the web server
ServerRoot "/etc/httpd"
Listen 80
Include conf.modules.d/*.conf

User apache
Group apache

ServerAdmin root@localhost
#ServerName www.example.com:80

<Directory />
    AllowOverride none
    Require all denied
</Directory>

DocumentRoot "/var/www/html"

<Directory "/var/www">
    AllowOverride None
    Require all granted
</Directory>

<Directory "/var/www/html">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>

<IfModule dir_module>
    DirectoryIndex index.html
</IfModule>

<Files ".ht*">
    Require all denied
</Files>

ErrorLog "logs/error_log"
LogLevel warn

<IfModule log_config_module>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
    CustomLog "logs/access_log" common
</IfModule>

AddDefaultCharset UTF-8
EnableSendfile on

IncludeOptional conf.d/*.conf
"""

HTTPD_MODULES = {
    "00-base.conf": (
        "access_compat actions alias allowmethods auth_basic authn_core authn_file authz_core authz_host authz_user"
        " autoindex dir env log_config mime rewrite setenvif socache_shmcb status unixd version vhost_alias"
    ),
    "00-proxy.conf": "proxy proxy_http",
    "00-systemd.conf": "systemd",
}
"""conf.modules.d: file -> the modules it loads."""


def load_modules(names: str) -> str:
    """LoadModule lines for module names."""
    return "".join(f"LoadModule {name}_module modules/mod_{name}.so\n" for name in names.split())


HTTPD_SYSCONFIG = "# Options for httpd, for example OPTIONS=-DMY_SETTING\nLANG=C\n"


def pacemaker_sysconfig(dialect: Dialect) -> str:
    """/etc/sysconfig/pacemaker: every setting commented out."""
    log = "/var/log/pacemaker.log" if dialect is Dialect.V1_1 else "/var/log/pacemaker/pacemaker.log"
    return f"""\
# Environment of the Pacemaker daemons

# Logging
# PCMK_debug=no
# PCMK_logfile={log}
# PCMK_logfacility=daemon

# What to do when one of the daemons fails, and how to panic
# PCMK_fail_fast=no
# PCMK_panic_action=reboot

# How a node starts
# PCMK_node_start_state=default

# Ports and keys of Pacemaker Remote
# PCMK_authkey_location=/etc/pacemaker/authkey
# PCMK_remote_port=3121
"""


COROSYNC_SYSCONFIG = '# Options for corosync\nCOROSYNC_OPTIONS=""\n'

COROSYNC_EXAMPLE = """\
# A starting point: copy it to corosync.conf and change it to fit the network
totem {
        version: 2
        crypto_cipher: none
        crypto_hash: none
        interface {
                ringnumber: 0
                bindnetaddr: 192.168.1.0
                mcastaddr: 239.255.1.1
                mcastport: 5405
                ttl: 1
        }
}

logging {
        fileline: off
        to_stderr: no
        to_logfile: yes
        logfile: /var/log/cluster/corosync.log
        to_syslog: yes
        debug: off
        timestamp: on
        logger_subsys {
                subsys: QUORUM
                debug: off
        }
}

quorum {
        #provider: corosync_votequorum
}
"""

SELINUX_CONFIG = "# enforcing, permissive or disabled\nSELINUX=disabled\nSELINUXTYPE=targeted\n"

PASSWD = """\
root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
nobody:x:99:99:Nobody:/:/sbin/nologin
sshd:x:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin
"""

GROUP = "root:x:0:\nbin:x:1:\ndaemon:x:2:\nnobody:x:99:\nsshd:x:74:\n"
