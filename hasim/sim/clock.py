"""Wall-clock time in a named zone, and the spellings of it that logs and tools use."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def zone(name: str) -> tzinfo:
    """The time zone of that name, such as ``Asia/Tokyo``; ValueError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"unknown time zone {name!r}") from None


def local(epoch: float, name: str) -> datetime:
    """A time in epoch seconds as a date and time in that zone."""
    return datetime.fromtimestamp(epoch, zone(name))


def syslog_time(epoch: float, name: str) -> str:
    """``May  3 09:46:48``, as syslog writes it."""
    moment = local(epoch, name)
    return f"{MONTHS[moment.month - 1]} {moment.day:2d} {moment:%H:%M:%S}"


def journal_time(epoch: float, name: str) -> str:
    """``May 03 09:46:48``, as journalctl writes it."""
    moment = local(epoch, name)
    return f"{MONTHS[moment.month - 1]} {moment.day:02d} {moment:%H:%M:%S}"


def systemd_time(epoch: float, name: str) -> str:
    """``Sun 2020-05-03 09:46:48 JST``, as ``systemctl status`` writes it."""
    moment = local(epoch, name)
    return f"{DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M:%S} {moment.tzname()}"


def date_text(epoch: float, name: str) -> str:
    """``Sun May  3 09:46:48 JST 2020``, as ``date`` prints it in the C locale."""
    moment = local(epoch, name)
    day = f"{DAYS[moment.weekday()]} {MONTHS[moment.month - 1]} {moment.day:2d}"
    return f"{day} {moment:%H:%M:%S} {moment.tzname()} {moment.year}"
