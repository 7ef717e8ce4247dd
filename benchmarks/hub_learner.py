"""A learner's browser without a screen: logs in to a JupyterHub, opens a lesson, runs its cells, presses buttons.

Everything goes through the hub's public address, as JupyterLab's own requests do: the form to log in, the page that
waits for the server, the page of the lab and its scripts, the REST calls, and the kernel's websocket.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 240.0
"""Seconds after which an answer that has not come is a failure."""
PROTOCOL = "v1.kernel.websocket.jupyter.org"
LARGEST = 64 * 2**20
NAVIGATE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
FETCH = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}
LESSON = "hasim-lessons/en/01-failover.ipynb"


class Failed(Exception):
    """Something that a learner would have seen go wrong."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the kernel said: its type and content, and when it arrived (`time.perf_counter`)."""

    kind: str
    content: dict[str, Any]
    at: float


@dataclass(slots=True)
class Kernel:
    """The channels of one kernel, and the widgets that it has made: {comm: the widget's state}, in their order."""

    socket: WebSocketClientConnection
    session: str
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: bool = False
    _inboxes: dict[str, asyncio.Queue[Message]] = field(default_factory=dict)

    async def listen(self) -> None:
        """Take in what comes, until the connection is closed."""
        while (data := await self.socket.read_message()) is not None:
            _, parts = deserialize_msg_from_ws_v1(data)
            header, parent, _, content = (json.loads(part) for part in parts[:4])
            message = Message(header["msg_type"], content, time.perf_counter())
            self._know(message)
            if (inbox := self._inboxes.get(parent.get("msg_id", ""))) is not None:
                inbox.put_nowait(message)
        self.closed = True
        for inbox in self._inboxes.values():
            inbox.put_nowait(Message("closed", {}, time.perf_counter()))

    def _know(self, message: Message) -> None:
        comm, data = message.content.get("comm_id"), message.content.get("data") or {}
        if message.kind == "comm_open" and message.content.get("target_name") == "jupyter.widget":
            self.widgets[str(comm)] = dict(data.get("state", {}))
        elif message.kind == "comm_msg" and data.get("method") == "update" and comm in self.widgets:
            self.widgets[comm].update(data.get("state", {}))

    async def ask(self, kind: str, content: dict[str, Any], *, metadata: dict[str, Any], answer: str) -> list[Message]:
        """Send a message on the shell channel; all that came of it, until the kernel is idle and has answered.

        `answer` is the type of the reply that is waited for too, "" for none.
        """
        if self.closed:
            raise Failed("the connection to the kernel was closed")
        header = {"msg_id": uuid4().hex, "msg_type": kind, "username": "", "session": self.session, "version": "5.3"}
        header["date"] = datetime.now(UTC).isoformat()
        message = {"header": header, "parent_header": {}, "metadata": metadata, "content": content}
        inbox = self._inboxes[header["msg_id"]] = asyncio.Queue()
        data = serialize_msg_to_ws_v1(message, "shell", pack=lambda part: json.dumps(part).encode())
        await self.socket.write_message(data, binary=True)
        found: list[Message] = []
        idle = False
        answered = not answer
        while not (idle and answered):
            found.append(await asyncio.wait_for(inbox.get(), PATIENCE))
            if found[-1].kind == "closed":
                raise Failed("the connection to the kernel was closed")
            idle = idle or (found[-1].kind == "status" and found[-1].content["execution_state"] == "idle")
            answered = answered or found[-1].kind == answer
        del self._inboxes[header["msg_id"]]
        return found

    async def run(self, code: str, cell: str) -> list[Message]:
        """Run a cell. Failed where it raises, or where a Board says that something of ours went wrong."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        found = await self.ask("execute_request", content, metadata={"cellId": cell}, answer="execute_reply")
        for message in found:
            if message.kind == "error":
                raise Failed(f"cell {cell}: {message.content['ename']}: {message.content['evalue']}")
        return found

    def button(self, mark: str) -> str:
        """The comm of the newest button with that class that can be pressed."""
        for comm, state in reversed(self.widgets.items()):
            if mark in state.get("_dom_classes", ()) and not state.get("disabled"):
                return comm
        raise Failed(f"no button {mark} can be pressed")

    async def click(self, mark: str) -> float:
        """Press a button; the seconds until the last changed picture was here."""
        content = {"comm_id": self.button(mark), "data": {"method": "custom", "content": {"event": "click"}}}
        began = time.perf_counter()
        found = await self.ask("comm_msg", content, metadata={}, answer="")
        pictures = [message for message in found if message.kind == "update_display_data"]
        if not pictures:
            raise Failed(f"nothing changed after a click on {mark}")
        shown = pictures[-1].content["data"].get("text/html", "")
        if "<svg" not in shown or 'role="alert"' in shown:
            raise Failed(f"a click on {mark} ended in an error")
        return pictures[-1].at - began


class Learner:
    """One learner at a hub's address. Each method is one thing that a learner waits for."""

    def __init__(self, address: str, name: str) -> None:
        self.name = name
        self._address = address
        limits = httpx.Limits(max_connections=6)  # as many as a browser opens to one host
        self._http = httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=PATIENCE, limits=limits)
        self._listening: asyncio.Task[None] | None = None
        self.kernel: Kernel
        self.cells: list[tuple[str, str]] = []
        """The code cells of the lesson: (id, source)."""

    @property
    def _own(self) -> str:
        return f"/user/{self.name}"

    async def log_in(self) -> None:
        """Fill in the form."""
        await self._page("/hub/login")
        form = {"username": self.name, "password": "any", "_xsrf": self._token("/hub/")}
        answer = await self._http.post("/hub/login?next=/hub/home", data=form, headers=NAVIGATE)
        if answer.status_code != 200 or "login" in answer.url.path:
            raise Failed(f"could not log in: {answer.status_code}")

    async def start_server(self) -> None:
        """Ask for a server and follow its progress to the end."""
        await self._page("/hub/spawn")
        progress = f"/hub/api/users/{self.name}/server/progress?_xsrf={self._token('/hub/')}"
        async with self._http.stream("GET", progress, headers=FETCH) as events:
            async for line in events.aiter_lines():
                event = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if event.get("failed"):
                    raise Failed(f"the server did not start: {event.get('message')}")
                if event.get("ready"):
                    return
        raise Failed("the server's progress ended before it was ready")

    async def open_lab(self) -> None:
        """The page of JupyterLab with the lesson, its scripts, and the lesson itself."""
        page = await self._page(f"{self._own}/lab/tree/{LESSON}")
        if "jupyter-config-data" not in page.text:
            raise Failed(f"this is not JupyterLab: {page.url}")
        for script in re.findall(r'<script[^>]* src="([^"]+)"', page.text):
            await self._page(script)
        lesson = (await self._call("GET", f"contents/{LESSON}")).json()["content"]
        cells = [cell for cell in lesson["cells"] if cell["cell_type"] == "code"]
        self.cells = [(cell["id"], cell["source"]) for cell in cells]

    async def start_kernel(self) -> None:
        """Start the lesson's kernel and wait for its first answer."""
        wanted = {"path": LESSON, "name": LESSON, "type": "notebook", "kernel": {"name": "python3"}}
        started = (await self._call("POST", "sessions", json=wanted)).json()["kernel"]["id"]
        own = uuid4().hex
        channels = self._http.build_request("GET", f"{self._own}/api/kernels/{started}/channels?session_id={own}")
        headers = {"Cookie": channels.headers["cookie"], "Origin": self._address, "Sec-Fetch-Mode": "websocket"}
        url = str(channels.url).replace("http", "ws", 1)
        request = HTTPRequest(url, headers=headers, connect_timeout=PATIENCE, request_timeout=PATIENCE)
        socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=LARGEST)
        self.kernel = Kernel(socket, own)
        self._listening = asyncio.create_task(self.kernel.listen())
        await self.kernel.ask("kernel_info_request", {}, metadata={}, answer="kernel_info_reply")

    async def run_cells(self, cells: list[tuple[str, str]]) -> None:
        """Run cells, one after the other, without a pause."""
        for cell, source in cells:
            await self.kernel.run(source, cell)

    async def stop_server(self) -> None:
        """Stop the server, as the control panel of the hub does, and wait until it is gone."""
        path, headers = f"/hub/api/users/{self.name}", FETCH | {"X-XSRFToken": self._token("/hub/")}
        (await self._http.delete(f"{path}/server", headers=headers)).raise_for_status()
        while (await self._http.get(path, headers=headers)).json()["servers"]:
            await asyncio.sleep(0.2)

    async def leave(self) -> None:
        """Close the connections; the server goes on."""
        if self._listening is not None:
            self.kernel.socket.close()
            await self._listening
        await self._http.aclose()

    async def _page(self, path: str) -> httpx.Response:
        answer = await self._http.get(path, headers=NAVIGATE)
        answer.raise_for_status()
        return answer

    async def _call(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = FETCH | {"X-XSRFToken": self._token(f"{self._own}/")}
        answer = await self._http.request(method, f"{self._own}/api/{path}", headers=headers, **more)
        answer.raise_for_status()
        return answer

    def _token(self, path: str) -> str:
        """The token against forged requests that the pages below the path have set."""
        found = [cookie.value for cookie in self._http.cookies.jar if (cookie.name, cookie.path) == ("_xsrf", path)]
        return found[-1] or "" if found else ""
