"""The packages that exist, by generation: the base system, the distribution's cluster packages, the repository's."""

from __future__ import annotations

from functools import cache

from hasim.cib import Dialect
from hasim.sim.packages import Package, rpm_text
from hasim.sim.stock import settings, unit_texts
from hasim.sim.stock.commands import AGENTS, BASE_PROGRAMS, CLUSTER_PROGRAMS, DAEMONS

_UNITS = "/usr/lib/systemd/system"

# name -> (version in the distribution, version in the cluster's repository; "" where it has none)
_VERSIONS: dict[Dialect, dict[str, tuple[str, str]]] = {
    Dialect.V1_1: {
        "pacemaker": ("1.1.21-4.el7", "1.1.21-1.el7"),
        "corosync": ("2.4.5-4.el7", "2.4.5-1.el7"),
        "resource-agents": ("4.1.1-46.el7", "4.4.0-1.el7"),
        "libqb": ("1.0.1-9.el7", "1.0.5-1.el7"),
        "crmsh": ("", "2.1.9-1.el7"),
        "cluster-glue": ("", "1.0.12-2.el7"),
        "pcs": ("0.9.168-4.el7", ""),
        "drbd-utils": ("", "9.13.1-1.el7"),
    },
    Dialect.V2_1: {
        "pacemaker": ("2.1.4-5.el9", "2.1.5-1.el9"),
        "corosync": ("3.1.5-4.el9", "3.1.7-1.el9"),
        "resource-agents": ("4.10.0-34.el9", "4.12.0-1.el9"),
        "libqb": ("2.0.6-1.el9", "2.0.6-2.el9"),
        "crmsh": ("", "4.4.1-1.el9"),
        "cluster-glue": ("", "1.0.12-3.el9"),
        "pcs": ("0.11.4-6.el9", ""),
        "drbd-utils": ("", "9.25.0-1.el9"),
    },
    Dialect.V3_0: {
        "pacemaker": ("3.0.0-5.el10", "3.0.1-1.el10"),
        "corosync": ("3.1.9-1.el10", "3.1.9-2.el10"),
        "resource-agents": ("4.16.0-9.el10", "4.16.0-10.el10"),
        "libqb": ("2.0.8-2.el10", "2.0.8-3.el10"),
        "crmsh": ("", "5.0.0-1.el10"),
        "cluster-glue": ("", "1.0.12-4.el10"),
        "pcs": ("0.12.0-3.el10", ""),
        "drbd-utils": ("", "9.31.0-1.el10"),
    },
}
_HTTPD = {Dialect.V1_1: "2.4.6-93.el7.centos", Dialect.V2_1: "2.4.53-7.el9", Dialect.V3_0: "2.4.62-4.el10"}
_BASE = {Dialect.V1_1: "7-8.2003.0.el7.centos", Dialect.V2_1: "9-1.el9", Dialect.V3_0: "10-1.el10"}
REPOSITORY_PACKAGE = "pacemaker-repo"
PCS = "pcs"
CLUSTER_PACKAGES = ("pacemaker-all",)
"""What the article installs once the repository package is there."""


@cache
def catalog(dialect: Dialect) -> tuple[Package, ...]:
    """Every package of a generation, installed or not."""
    cluster = [
        p for column, repository in enumerate(("base", "pacemaker")) for p in _cluster(dialect, column, repository)
    ]
    return (*_base_system(dialect), _httpd(dialect), *cluster, *_repository(dialect))


def named(dialect: Dialect, name: str, version: str) -> Package | None:
    """A package by name and version, as the list of installed packages holds it."""
    return next((each for each in catalog(dialect) if (each.name, each.version) == (name, version)), None)


# -- the base system -----------------------------------------------------------------------------------------------


def _daemon(
    name: str,
    unit: str,
    description: str,
    path: str,
    arguments: str = "",
    enabled: bool = True,
    clients: tuple[str, ...] = (),
) -> Package:
    service = f"{unit}.service"
    text = unit_texts.plain(description, f"{path}{arguments}")
    return Package(
        name,
        "1-1",
        summary=description,
        programs=(path, *clients),
        files={f"{_UNITS}/{service}": text},
        enabled=(service,) if enabled else (),
    )


def _base_system(dialect: Dialect) -> list[Package]:
    targets = {
        "network.target": "Network",
        "network-online.target": "Network is Online",
        "multi-user.target": "Multi-User System",
        "time-sync.target": "System Time Synchronized",
    }
    files = {f"{_UNITS}/{name}": unit_texts.target(text) for name, text in targets.items()}
    base = Package(
        "centos-release",
        _BASE[dialect],
        files={
            **files,
            "/etc/yum.repos.d/CentOS-Base.repo": settings.CENTOS_BASE_REPO,
            "/etc/redhat-release": f"{settings.RELEASES[dialect]}\n",
            "/etc/os-release": settings.os_release(settings.RELEASES[dialect]),
        },
        summary="Release files",
    )
    programs = [
        Package(name, "1-1", programs=tuple(paths), summary=f"The {name} programs")
        for name, paths in BASE_PROGRAMS.items()
    ]
    daemons = [
        _daemon("openssh-server", "sshd", "OpenSSH server daemon", "/usr/sbin/sshd", " -D"),
        _daemon("cronie", "crond", "Command Scheduler", "/usr/sbin/crond", " -n", clients=("/usr/bin/crontab",)),
        _daemon(
            "NetworkManager",
            "NetworkManager",
            "Network Manager",
            "/usr/sbin/NetworkManager",
            " --no-daemon",
            clients=("/usr/bin/nmcli",),
        ),
        _daemon("chrony", "chronyd", "NTP client/server", "/usr/sbin/chronyd", clients=("/usr/bin/chronyc",)),
        _firewalld(),
    ]
    if dialect is Dialect.V1_1:
        daemons.append(_daemon("rsyslog", "rsyslog", "System Logging Service", "/usr/sbin/rsyslogd", " -n"))
    return [base, *programs, *daemons]


def _firewalld() -> Package:
    return _daemon(
        "firewalld",
        "firewalld",
        "firewalld - dynamic firewall daemon",
        "/usr/sbin/firewalld",
        " --nofork --nopid",
        enabled=False,
        clients=("/usr/bin/firewall-cmd",),
    )


def _httpd(dialect: Dialect) -> Package:
    modules = {
        f"/etc/httpd/conf.modules.d/{name}": settings.load_modules(names)
        for name, names in settings.HTTPD_MODULES.items()
    }
    processing = "mpm_prefork" if dialect is Dialect.V1_1 else "mpm_event"
    modules["/etc/httpd/conf.modules.d/00-mpm.conf"] = settings.load_modules(processing)
    return Package(
        "httpd",
        _HTTPD[dialect],
        summary="Apache HTTP Server",
        size=2_700_000,
        programs=("/usr/sbin/httpd", "/usr/sbin/apachectl"),
        directories=("/etc/httpd/conf", "/etc/httpd/conf.d", "/var/www/html", "/var/www/cgi-bin", "/var/log/httpd"),
        files={
            "/etc/httpd/conf/httpd.conf": settings.HTTPD_CONF,
            "/etc/sysconfig/httpd": settings.HTTPD_SYSCONFIG,
            f"{_UNITS}/httpd.service": unit_texts.HTTPD,
            **modules,
        },
        links={
            "/etc/httpd/run": "/run/httpd",
            "/etc/httpd/logs": "../../var/log/httpd",
            "/etc/httpd/modules": "../../usr/lib64/httpd/modules",
        },
        tmpfiles=("/run/httpd",),
        users=("apache:x:48:48:Apache:/usr/share/httpd:/sbin/nologin",),
    )


# -- the cluster software ------------------------------------------------------------------------------------------


def _cluster(dialect: Dialect, column: int, repository: str) -> list[Package]:
    """The cluster packages of the distribution (column 0) or of the cluster's repository (1)."""
    builders = {
        "pacemaker": _pacemaker,
        "corosync": _corosync,
        "resource-agents": _resource_agents,
        "libqb": _libqb,
        "crmsh": _crmsh,
        "cluster-glue": _cluster_glue,
        "pcs": _pcs,
        "drbd-utils": _drbd_utils,
    }
    return [
        package
        for name, versions in _VERSIONS[dialect].items()
        if versions[column]
        for package in builders[name](dialect, versions[column], repository)
    ]


def _pacemaker(dialect: Dialect, version: str, repository: str) -> list[Package]:
    directory = "/usr/libexec/pacemaker" if dialect is Dialect.V1_1 else "/usr/lib/pacemaker"
    daemons = tuple(f"{directory}/{name}" for name in DAEMONS[dialect])
    agents = tuple(f"/usr/lib/ocf/resource.d/pacemaker/{name}" for name in AGENTS["pacemaker"])
    state = ("cib", "pengine", "cores", "blackbox")
    logs = () if dialect is Dialect.V1_1 else ("/var/log/pacemaker",)
    main = Package(
        "pacemaker",
        version,
        repository,
        size=470_000,
        summary="Scalable High-Availability cluster resource manager",
        requires=("corosync", "pacemaker-cli", "pacemaker-cluster-libs", "pacemaker-libs", "resource-agents"),
        programs=("/usr/sbin/pacemakerd", *CLUSTER_PROGRAMS["pacemaker"], *daemons, *agents),
        files={
            "/etc/sysconfig/pacemaker": settings.pacemaker_sysconfig(dialect),
            f"{_UNITS}/pacemaker.service": unit_texts.pacemaker(dialect),
        },
        directories=("/etc/pacemaker", *(f"/var/lib/pacemaker/{name}" for name in state), *logs),
        users=("hacluster:x:189:189:cluster user:/home/hacluster:/sbin/nologin",),
    )
    tools = Package(
        "pacemaker-cli",
        version,
        repository,
        size=360_000,
        summary="Command line tools for controlling Pacemaker clusters",
        requires=("pacemaker-libs",),
        programs=CLUSTER_PROGRAMS["pacemaker-cli"],
    )
    libs = Package(
        "pacemaker-libs", version, repository, size=630_000, summary="Core Pacemaker libraries", requires=("libqb",)
    )
    cluster_libs = Package(
        "pacemaker-cluster-libs", version, repository, size=160_000, summary="Cluster Libraries used by Pacemaker",
        requires=("corosynclib",),
    )  # fmt: skip
    return [main, tools, libs, cluster_libs]


def _corosync(dialect: Dialect, version: str, repository: str) -> list[Package]:
    script = ("/usr/share/corosync/corosync",) if dialect is Dialect.V1_1 else ()
    main = Package(
        "corosync",
        version,
        repository,
        size=220_000,
        summary="The Corosync Cluster Engine and Application Programming Interfaces",
        requires=("corosynclib", "libqb"),
        programs=(*CLUSTER_PROGRAMS["corosync"], *script),
        files={
            "/etc/corosync/corosync.conf.example": settings.COROSYNC_EXAMPLE,
            "/etc/sysconfig/corosync": settings.COROSYNC_SYSCONFIG,
            f"{_UNITS}/corosync.service": unit_texts.corosync(dialect),
        },
        directories=("/etc/corosync", "/var/lib/corosync", "/var/log/cluster"),
    )
    libs = Package(
        "corosynclib",
        version,
        repository,
        size=130_000,
        summary="The Corosync Cluster Engine Libraries",
        requires=("libqb",),
    )
    return [main, libs]


def _resource_agents(dialect: Dialect, version: str, repository: str) -> list[Package]:
    agents = tuple(f"/usr/lib/ocf/resource.d/heartbeat/{name}" for name in AGENTS["heartbeat"])
    summary = "Open Source HA Reusable Cluster Resource Scripts"
    target = {f"{_UNITS}/resource-agents-deps.target": unit_texts.target("resource-agents dependencies")}
    return [
        Package("resource-agents", version, repository, size=460_000, summary=summary, programs=agents, files=target)
    ]


def _libqb(dialect: Dialect, version: str, repository: str) -> list[Package]:
    return [
        Package("libqb", version, repository, size=96_000, summary="Library providing high performance logging and IPC")
    ]


def _crmsh(dialect: Dialect, version: str, repository: str) -> list[Package]:
    programs = ("/usr/sbin/crm",)
    summary = "High Availability cluster command-line interface"
    return [Package("crmsh", version, repository, "noarch", 740_000, summary, ("pacemaker-cli",), programs)]


def _cluster_glue(dialect: Dialect, version: str, repository: str) -> list[Package]:
    return [Package("cluster-glue", version, repository, size=240_000, summary="Reusable cluster components")]


def _drbd_utils(dialect: Dialect, version: str, repository: str) -> list[Package]:
    agents = tuple(f"/usr/lib/ocf/resource.d/linbit/{name}" for name in AGENTS["linbit"])
    return [
        Package(
            "drbd-utils",
            version,
            repository,
            size=1_900_000,
            summary="DRBD user-land tools and resource agent",
            programs=agents,
            directories=("/etc/drbd.d", "/var/lib/drbd"),
        )
    ]


def _pcs(dialect: Dialect, version: str, repository: str) -> list[Package]:
    requires = ("corosync", "pacemaker", "pacemaker-cli")
    programs = ("/usr/sbin/pcs",)
    return [
        Package(
            "pcs",
            version,
            repository,
            size=5_000_000,
            summary="Pacemaker Configuration System",
            requires=requires,
            programs=programs,
        )
    ]


def _repository(dialect: Dialect) -> list[Package]:
    """The package that brings the repository, and the one that pulls in everything from it."""
    version = "1.1.21-1.1.el7"
    repo = Package(
        REPOSITORY_PACKAGE,
        version,
        "file",
        size=36_000_000,
        summary="Repository of Pacemaker and the software that belongs to it",
        files={"/etc/yum.repos.d/pacemaker.repo": settings.PACEMAKER_REPO},
        directories=("/opt/linux-ha/pacemaker/rpm",),
    )
    everything = Package(
        "pacemaker-all",
        version,
        "pacemaker",
        "noarch",
        2_000,
        "Pulls in all packages of the cluster",
        ("pacemaker", "corosync", "resource-agents", "cluster-glue", "crmsh"),
    )
    return [repo, everything]


def repository_file(dialect: Dialect) -> tuple[str, str]:
    """The name and the text of the repository package's RPM file."""
    package = next(each for each in catalog(dialect) if each.name == REPOSITORY_PACKAGE)
    return f"{package.full_name}.rpm", rpm_text(package)
