"""Files of the machines on the Board: read one, edit it, save it as an editor does, or delete it."""

from shlex import quote
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.controls import button, change
from hasim.lab.deeds import run, save
from hasim.lab.difference import difference, html
from hasim.lab.panels.base import SHEET, named
from hasim.lab.panels.configure import FONT
from hasim.sim.files import Kind
from hasim.sim.machine import Machine
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

FOLDERS = ("/etc/", "/root/", "/var/www/", "/usr/lib/systemd/system/", "/var/lib/pgsql/")
"""Where the files are that are offered; any other path can be typed."""
FIRST = ("/etc/httpd/conf/httpd.conf", "/etc/corosync/corosync.conf")


class FilesPanel:
    """Choose a machine and a path; below is the text, and what is different from the file."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._read = ""
        self._filling = False
        nodes = board.session.nodes
        self._node = widgets.Dropdown(options=nodes, layout=widgets.Layout(width="8em", margin="2px"))
        self._path = widgets.Combobox(placeholder="/etc/...", layout=widgets.Layout(width="26em", margin="2px"))
        self._path.value = next((path for path in FIRST if self._machine.files.is_file(path)), "")
        self._text = widgets.Textarea(rows=14, layout=widgets.Layout(width="98%"))
        self._save = button(say("panel.files.save", lang), self._store, style="primary", icon="save")
        self._again = button(say("panel.files.again", lang), self._reread, icon="undo")
        self._delete = button(say("panel.files.delete", lang), self._remove, icon="trash")
        parts = {"node": self._node, "path": self._path, "save": self._save, "again": self._again}
        for key, made in {**parts, "delete": self._delete, "text": self._text}.items():
            made.add_class(f"hasim-files-{key}")
        self._text.add_class("hasim-configure-text")
        self._note = widgets.HTML()
        for made in (self._node, self._path):
            made.observe(lambda _: self._reread(), "value")
        self._text.observe(lambda _: None if self._filling else self._compare(), "value")
        words = {"terminal.node": self._node, "files.file": self._path}
        chosen = [named(say(f"panel.{key}", lang), made) for key, made in words.items()]
        row = widgets.HBox([*chosen, self._save, self._again, self._delete])
        style = widgets.HTML(FONT, layout=widgets.Layout(display="none"))
        self.widget = widgets.VBox([style, row, self._text, self._note])

    @property
    def _machine(self) -> Machine:
        return self._board.session.world.machines[self._node.value]

    def _on_disk(self) -> str | None:
        """The file's text; None where there is no such file."""
        path = self._path.value.strip()
        return self._machine.files.read(path) if path and self._machine.files.is_file(path) else None

    def refresh(self) -> None:
        """Read the file again, unless the text was edited."""
        change(self._path, options=tuple(offered(self._machine)))
        now = self._on_disk() or ""
        if self._text.value in (self._read, now):
            self._fill(now)
        self._compare()

    def _fill(self, text: str) -> None:
        self._read = text
        self._filling = True
        change(self._text, value=text)
        self._filling = False

    def _reread(self) -> None:
        """Drop what was edited."""
        self._fill("")
        self.refresh()

    def _compare(self) -> None:
        """Show what saving would change, and what stands in its way."""
        disk = self._on_disk()
        path = self._path.value.strip()
        able = self._machine.on and path.startswith("/")
        note = html(difference(disk or "", self._text.value))
        if not self._machine.on:
            note = say("panel.files.off", self._lang)
        elif not path.startswith("/"):
            note = say("panel.files.path", self._lang)
        elif disk is None:
            note = say("panel.files.new", self._lang) + note
        change(self._note, value=f'<div class="hasim-files" lang="{self._lang}" style="{SHEET}">{note}</div>')
        change(self._save, disabled=not able or self._text.value == disk)
        change(self._delete, disabled=not able or disk is None)

    def _store(self) -> None:
        node, path, text = self._node.value, self._path.value.strip(), self._text.value
        self._board.act(lambda: save(node, path, text, self._lang))

    def _remove(self) -> None:
        node, path = self._node.value, self._path.value.strip()
        self._board.act(lambda: run(node, f"rm -f {quote(path)}"))
        self._reread()


def offered(machine: Machine) -> list[str]:
    """The files that somebody may want to edit, by name; those that hold nothing are left out."""
    found = (path for path, entry in machine.files.entries.items() if entry.kind is Kind.FILE and entry.content.pieces)
    return sorted(path for path in found if path.startswith(FOLDERS))
