"""A real Firefox, driven by WebDriver BiDi over its own port: https://www.w3.org/TR/webdriver-bidi/."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

EXECUTABLE = shutil.which("firefox-esr") or shutil.which("firefox")
_EVENTS = ["log.entryAdded", "network.beforeRequestSent"]
_SECONDS = 30


class Firefox:
    """One window, the addresses it asked for, and the errors that its pages reported."""

    def __init__(self, connection: ClientConnection) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._connection = connection
        self._ids = count(1)
        self._command("session.new", capabilities={})
        self._window = self._command("browsingContext.create", type="tab")["context"]
        self._command("browsingContext.activate", context=self._window)
        self._command("session.subscribe", events=_EVENTS)

    def open(self, url: str) -> None:
        """Opens an address, and waits until the page has loaded."""
        self._command("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """Evaluates JavaScript in the page, waits for its promise, and gives the value, which JSON can hold."""
        whole = f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        done = self._command(
            "script.evaluate",
            expression=whole,
            target={"context": self._window},
            awaitPromise=True,
            userActivation=True,
        )
        assert done["type"] == "success", done
        return json.loads(done["result"]["value"])

    def wait_for(self, condition: str) -> None:
        """Waits until a JavaScript expression is true, at most half a minute."""
        self.run(
            f"new Promise((done, failed) => {{ const look = left => ({condition}) ? done()"
            f" : left ? setTimeout(look, 50, left - 1) : failed(new Error({json.dumps(condition)})); look({_SECONDS * 20}) }})"
        )

    def type(self, text: str) -> None:
        """Presses a key for each character; U+E000 and following stand for the keys without one."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self._command("input.performActions", context=self._window, actions=actions)

    def screenshot(self) -> str:
        """The PNG of what the window shows, in Base64."""
        return str(self._command("browsingContext.captureScreenshot", context=self._window)["data"])

    def _command(self, method: str, **parameters: object) -> Any:
        id_ = next(self._ids)
        self._connection.send(json.dumps({"id": id_, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(timeout=2 * _SECONDS))
            if message.get("id") == id_:
                assert message["type"] == "success", message
                return message["result"]
            self._note(message["method"], message["params"])

    def _note(self, event: str, details: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.asked.append(details["request"]["url"])
        elif details["level"] == "error":
            self.complaints.append(details["text"])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A headless Firefox with its profile in an empty folder."""
    assert EXECUTABLE
    command = [
        EXECUTABLE,
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port=0",
        "about:blank",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            listening = (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in process.stderr)
            address = next(found[1] for found in listening if found)
            with connect(f"{address}/session", max_size=None, compression=None) as connection:
                yield Firefox(connection)
        finally:
            process.kill()
