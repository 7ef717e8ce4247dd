"""Keep and share, on the Board: the session as a file, as a link, as a report; and another one opened."""

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from hasim.cib import CibError
from hasim.journal import whole
from hasim.lab.controls import button, change
from hasim.lab.keeping.download import download
from hasim.lab.panels.base import SHEET
from hasim.link import MOST_CHARACTERS, LinkError, is_link, unpack
from hasim.report import Prediction, report
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

MOST_MEBIBYTES = 16
"""Of a session file that is opened."""


class KeepPanel:
    """What goes out is above, what comes in is below."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._shown = ""
        self._file, self._report, self._note = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._link = widgets.Textarea(
            description=say("keep.link.label", lang), rows=3, layout=widgets.Layout(width="98%", display="none"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self._hint = widgets.HTML()
        self._paste = widgets.Textarea(
            description=say("keep.paste", lang), rows=3, layout=widgets.Layout(width="98%"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self._upload = widgets.FileUpload(
            accept=".jsonl,.txt",
            description=say("keep.upload", lang),
            tooltip=say("keep.upload", lang),
            layout=widgets.Layout(width="auto"),
        )
        self._upload.observe(self._uploaded, "value")
        as_link = button(say("keep.link", lang), self._make_link, icon="link")
        as_report = button(say("keep.report", lang), self._make_report, icon="file-text-o")
        opens = button(say("keep.open", lang), self._open_pasted, icon="folder-open-o")
        named = {"link": as_link, "link-text": self._link, "report": as_report, "paste": self._paste, "open": opens}
        for key, made in {**named, "upload": self._upload}.items():
            made.add_class(f"hasim-keep-{key}")
        out = widgets.HBox([self._file, as_link, as_report, self._report])
        into = widgets.HBox([self._upload, opens])
        self._where = widgets.HTML()
        self.widget = widgets.VBox([self._where, out, self._link, self._hint, self._paste, into, self._note])

    def refresh(self) -> None:
        """Offer the session as it is now; a link or report of another moment goes away."""
        text = self._board.session.dumps()
        if text == self._shown:
            return
        self._shown = text
        name = f"{self._board.session.scenario}.jsonl"
        change(self._file, value=download(text, name, "text/plain", say("keep.export", self._lang), "keep-file"))
        change(self._link.layout, display="none")
        change(self._hint, value="")
        change(self._report, value="")
        autosave = self._board.autosave
        where = say("keep.where", self._lang, file=autosave.file) if autosave else say("keep.nowhere", self._lang)
        change(self._where, value=self._sheet(where))

    def _sheet(self, text: str, role: str = "status") -> str:
        return f'<div role="{role}" lang="{self._lang}" style="{SHEET}">{escape(text)}</div>' if text else ""

    # -- out --------------------------------------------------------------------------------------------------------

    def _make_link(self) -> None:
        try:
            link = self._board.session.link()
        except LinkError:
            change(self._link.layout, display="none")
            change(self._hint, value=self._sheet(say("keep.link.large", self._lang, most=MOST_CHARACTERS), "alert"))
            return
        change(self._link, value=link)
        change(self._link.layout, display=None)
        hint = say("keep.link.hint", self._lang, count=len(link), most=MOST_CHARACTERS)
        change(self._hint, value=self._sheet(hint))

    def _make_report(self) -> None:
        predictions = [Prediction(*judged.row()) for judged in self._board.ledger.judged]
        page = report(
            self._board.session, self._lang, predictions=predictions, progress=self._progress("report.progress")
        )
        name, label = f"{self._board.session.scenario}.html", say("keep.report.download", self._lang)
        change(self._report, value=download(page, name, "text/html", label, "keep-report-file"))
        change(self._note, value="")

    def _progress(self, key: str) -> Any:
        def tell(done: int, of: int) -> None:
            if done % 10 == 0 or done == of:
                change(self._note, value=self._sheet(say(key, self._lang, done=done, all=of)))

        return tell

    # -- in ---------------------------------------------------------------------------------------------------------

    def _uploaded(self, event: dict[str, Any]) -> None:
        for file in event["new"]:
            try:
                text = bytes(file["content"]).decode("utf-8-sig")
            except UnicodeDecodeError:
                self._refuse(say("keep.not_text", self._lang))
            else:
                self._open(text)
        self._upload.value = ()

    def _open_pasted(self) -> None:
        if self._paste.value.strip():
            self._open(self._paste.value)
        else:
            change(self._note, value=self._sheet(say("keep.nothing", self._lang), "alert"))

    def _open(self, text: str) -> None:
        """Play the session and show it; one that cannot be played changes nothing."""
        if len(text) > MOST_MEBIBYTES * 2**20:
            self._refuse(say("keep.large", self._lang, most=MOST_MEBIBYTES))
            return
        try:
            kept = unpack(text) if is_link(text) else whole(text.strip() + "\n")
            session = Session.loads(kept, self._progress("keep.opening"))
        except (ValueError, CibError, RecursionError) as error:
            self._refuse(str(error))
            return
        self._board.open(session)

    def _refuse(self, reason: str) -> None:
        change(self._note, value=self._sheet(say("keep.unreadable", self._lang, error=reason), "alert"))
