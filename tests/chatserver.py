"""A server of the OpenAI chat protocol on loopback that plays models by script, and records all it is sent."""

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

Reply = Mapping[str, Any]
"""How one request is answered: `status` and `headers`, then `events` in order. Events are `say: TEXT` (sent in pieces
of `piece` characters), `wait: SECONDS`, `raw: TEXT` (put on the wire as it is), `tool: NAME`, `finish: REASON`,
`usage: [READ, WRITTEN]`, `cut: true` (the connection is dropped) and `done: true`; a reply that has no `finish`, `cut`
or `done` ends well by itself. `say` may hold `{key:WORDS}`: the key of the source that holds these words."""

_SOURCE = re.compile(r"\[(S\d+)\](.*?)(?=\n\[S\d+\]|\Z)", re.DOTALL)


class ChatServer:
    """Answers every request with the next reply of its script, the last one again and again."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.replies: Sequence[Reply] = [{"events": [{"say": "Hello."}]}]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        # Whoever hangs up in the middle is what is tested here.
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.closed = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def play(self, *replies: Reply) -> None:
        """Answer by these from now on, and forget what was asked."""
        self.requests, self.replies = [], replies

    def say(self, *texts: str) -> None:
        self.play(*({"events": [{"say": text}]} for text in texts))

    @contextmanager
    def running(self) -> Iterator["ChatServer"]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.closed.set()
            self._server.shutdown()
            self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                number = len(script.requests)
                headers = {name.lower(): value for name, value in self.headers.items()}
                script.requests.append({"path": self.path, "headers": headers, "body": body})
                reply = script.replies[min(number, len(script.replies) - 1)]
                try:
                    self._reply(reply, body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _reply(self, reply: Reply, body: Mapping[str, Any]) -> None:
                status = int(reply.get("status", 200))
                self.send_response(status)
                for name, value in reply.get("headers", {}).items():
                    self.send_header(name, str(value))
                if status != 200:
                    content = json.dumps(reply.get("body", {"error": {"message": "no", "type": "x"}})).encode()
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                    return
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                asked = "\n".join(str(message["content"]) for message in body["messages"])
                for event in reply.get("events", ()):
                    if not self._event(event, asked, int(reply.get("piece", 12))):
                        return
                if not any(event.keys() & {"finish", "cut", "done"} for event in reply.get("events", ())):
                    self._event({"finish": "stop"}, asked, 12)
                self._chunk("data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")

            def _event(self, event: Mapping[str, Any], asked: str, piece: int) -> bool:
                ((kind, value),) = ((k, v) for k, v in event.items() if k not in ("times", "every"))
                if kind == "say":
                    text = played(value, asked) * int(event.get("times", 1))
                    for start in range(0, len(text), piece):
                        self._data(
                            {"choices": [_choice({"role": "assistant", "content": text[start : start + piece]})]}
                        )
                        if event.get("every"):
                            time.sleep(event["every"])
                elif kind == "wait":
                    script.closed.wait(value)
                elif kind == "raw":
                    self._chunk(value)
                elif kind == "tool":
                    call = {"index": 0, "id": "c1", "type": "function", "function": {"name": value, "arguments": "{}"}}
                    self._data({"choices": [_choice({"role": "assistant", "tool_calls": [call]})]})
                elif kind == "finish":
                    self._data({"choices": [_choice({}, value)]})
                elif kind == "usage":
                    read, written = value
                    tokens = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
                    self._data({"choices": [], "usage": tokens})
                elif kind == "cut":
                    self.wfile.flush()
                    self.close_connection = True
                    return False
                return True

            def _data(self, data: Mapping[str, Any]) -> None:
                whole = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", **data}
                self._chunk(f"data: {json.dumps(whole)}\n\n")

            def _chunk(self, text: str) -> None:
                data = text.encode()
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

        return Handler


def _choice(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def played(text: str, asked: str) -> str:
    """Return what a script says, with the keys of the sources that were sent."""

    def key(match: re.Match[str]) -> str:
        words = match.group(1)
        found = [name for name, source in _SOURCE.findall(asked) if words in " ".join(source.split())]
        return found[0] if found else "S0"

    return re.sub(r"\{key:([^}]*)\}", key, text)


def scripts(folder: Path) -> dict[str, dict[str, Any]]:
    """Return all scripts of a folder, by id."""
    read = [each for path in sorted(folder.glob("*.yaml")) for each in yaml.safe_load(path.read_text("utf-8"))]
    found = {each["id"]: each for each in read}
    assert len(found) == len(read)
    return found
