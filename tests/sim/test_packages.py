"""yum and rpm: which packages are candidates, and what they bring."""

from __future__ import annotations

from hasim.sim.packages import version_key
from tests.shell.world import run, stage

RPM = "pacemaker-repo-1.1.21-1.1.el7.x86_64.rpm"
EXCLUDE = "exclude=pacemaker* corosync* resource-agents* crmsh* cluster-glue* libqb* fence-agents* pcs*"
EDIT = f"sed -i -e '/^\\[base\\]/a {EXCLUDE}' -e '/^\\[updates\\]/a {EXCLUDE}' /etc/yum.repos.d/CentOS-Base.repo"


def test_nothing_of_the_cluster_is_there_before_yum() -> None:
    """Its programs are unknown commands."""
    for name in ("crm_mon", "crm", "corosync-keygen", "pcs"):
        result = run(stage(), f"{name} -1")
        assert (f"-bash: {name}: command not found\n", 127) == (result.stderr, result.exit)


def test_the_articles_installation() -> None:
    """With the exclude lines all comes from the repository's package; files, units and programs are there after."""
    bench = stage()
    run(bench, EDIT)
    assert "Complete!" in run(bench, f"yum -y install {RPM}").stdout
    assert "Complete!" in run(bench, "yum -y install pacemaker-all").stdout
    assert "pacemaker-1.1.21-1.el7.x86_64\n" == run(bench, "rpm -q pacemaker").stdout
    paths = "/usr/lib/systemd/system/pacemaker.service /etc/sysconfig/pacemaker /etc/corosync /var/lib/pacemaker/cib"
    assert 0 == run(bench, f"ls -d {paths} && which crm_mon crm corosync-keygen").exit
    assert (
        "#Restart=on-failure\n#RestartSec=70\n#ExecStartPre=/sbin/modprobe softdog\n"
        == run(bench, "grep '^#[RE]' /usr/lib/systemd/system/corosync.service").stdout
    )


def test_without_exclude_lines_the_distribution_wins() -> None:
    """Its release is the newer one; pacemaker-all itself comes only with the repository."""
    bench = stage()
    run(bench, f"yum -y install {RPM}; yum -y install pacemaker-all")
    assert "pacemaker-1.1.21-4.el7.x86_64\n" == run(bench, "rpm -q pacemaker").stdout
    assert 0 == run(bench, "rpm -q crmsh").exit


def test_with_exclude_lines_and_no_repository_there_is_no_candidate() -> None:
    """yum's words and status."""
    bench = stage()
    run(bench, EDIT)
    result = run(bench, "yum -y install pacemaker")
    assert ("No package pacemaker available.", 1) == (result.stdout.splitlines()[-1], result.exit)
    assert "Error: Nothing to do\n" == result.stderr


def test_pacemaker_all_needs_the_repository_package() -> None:
    """The distribution has no such package."""
    assert "No package pacemaker-all available." in run(stage(), "yum -y install pacemaker-all").stdout


def test_a_missing_rpm_file() -> None:
    """A name that is no file is looked for as a package."""
    result = run(stage(), "yum -y install nothing-1.0.rpm")
    assert ("Error: Nothing to do\n", 1) == (result.stderr, result.exit)


def test_a_file_that_is_no_package() -> None:
    """An empty file with the right ending does not help."""
    bench = stage()
    result = run(bench, "touch fake.rpm; yum -y install fake.rpm")
    assert 1 == result.exit
    assert "Cannot open: fake.rpm" in result.stderr


def test_yum_asks_without_y() -> None:
    """No answer means no."""
    bench = stage()
    result = run(bench, f"yum install {RPM}")
    assert (1, 1) == (result.exit, run(bench, "rpm -q pacemaker-repo").exit)
    assert 0 == run(bench, f"echo y | yum install {RPM}").exit


def test_removing_takes_what_depends_on_it() -> None:
    """An edited settings file is kept beside."""
    bench = stage()
    run(bench, f"{EDIT}; yum -y install {RPM}; yum -y install pacemaker-all; echo X=1 >> /etc/sysconfig/pacemaker")
    run(bench, "yum -y remove pacemaker")
    assert "package pacemaker-all is not installed\n" == run(bench, "rpm -q pacemaker-all").stdout
    assert 0 == run(bench, "test -f /etc/sysconfig/pacemaker.rpmsave && ! test -e /usr/sbin/pacemakerd").exit


def test_apache_is_there_from_the_start() -> None:
    """With its link, its unit, and its service stopped."""
    result = run(
        stage(),
        "readlink /etc/httpd/run; systemctl is-active httpd; rpm -q httpd; getenforce; systemctl is-active firewalld",
    )
    assert "/run/httpd\ninactive\nhttpd-2.4.6-93.el7.centos.x86_64\nDisabled\ninactive\n" == result.stdout


def test_versions_are_ordered_as_rpm_does() -> None:
    """Runs of digits are numbers."""
    ordered = ["1.1.9-1.el7", "1.1.21-1.1.el7", "1.1.21-4.el7", "1.1.21-10.el7", "2.0-1"]
    assert ordered == sorted(ordered, key=version_key)
