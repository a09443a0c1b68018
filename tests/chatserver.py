"""A server of the OpenAI chat protocol on loopback that plays models by script, and records all it is sent."""

import base64
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Mapping[str, Any]
"""How one request is answered: `status` and `headers`, then `events` in order. Events are `say: TEXT` (sent in pieces
of `piece` characters), `wait: SECONDS`, `raw: TEXT` and `bytes: BASE64` (each put into a chunk as it is), `wire: TEXT`
(put on the wire as it is, after which the connection is dropped), `tool: NAME`, `finish: REASON`, `usage: [READ,
WRITTEN]`, `cut: true` (the connection is dropped) and `done: true`; `times` repeats `say` and `raw`, with `every` so
many seconds in between. A reply that has no `finish`, `cut` or `done` ends well by itself. `say` may hold `{key:WORDS}`
and `{number:WORDS}`: the key of the source that holds these words, and its number.

Instead of `events`, a reply may have a `whole` body of a `type`, said to be of some `length`; or be `wire` alone."""

_SOURCE = re.compile(r"\[(S\d+)\](.*?)(?=\n\[S\d+\]|\Z)", re.DOTALL)


class ChatServer:
    """Answers every request with the next reply of its script, the last one again and again."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.unknown: list[str] = []
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
        """Answer by these from now on, and forget what was asked. `unknown` are words that no source then has."""
        self.requests, self.unknown, self.replies = [], [], replies

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

    def played(self, text: str, asked: str) -> str:
        """Return what a script says, with the keys of the sources that were sent."""

        def key(match: re.Match[str]) -> str:
            kind, words = match.groups()
            found = [name for name, source in _SOURCE.findall(asked) if words in " ".join(source.split())]
            if not found:
                self.unknown.append(words)
                return "S0"
            return str(found[0]) if kind == "key" else str(found[0])[1:]

        return re.sub(r"\{(key|number):([^}]*)\}", key, text)

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

            def do_GET(self) -> None:
                script.requests.append({"path": self.path})
                self.send_error(404)

            def _reply(self, reply: Reply, body: Mapping[str, Any]) -> None:
                if "wire" in reply:
                    self._wire(reply["wire"])
                    return
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
                self.send_header("Content-Type", reply.get("type", "text/event-stream"))
                if "whole" in reply:
                    content = reply["whole"].encode()
                    self.send_header("Content-Length", str(reply.get("length", len(content))))
                    self.end_headers()
                    self._wire(reply["whole"])
                    return
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
                    text = script.played(value, asked) * int(event.get("times", 1))
                    for start in range(0, len(text), piece):
                        self._data(
                            {"choices": [_choice({"role": "assistant", "content": text[start : start + piece]})]}
                        )
                        if event.get("every"):
                            time.sleep(event["every"])
                elif kind == "wait":
                    script.closed.wait(value)
                elif kind == "raw":
                    if "every" not in event:
                        self._chunk(value * int(event.get("times", 1)))
                        return True
                    for _ in range(int(event["times"])):
                        self._chunk(value)
                        script.closed.wait(event["every"])
                elif kind == "bytes":
                    self._chunk(base64.b64decode(value))
                elif kind == "wire":
                    self._wire(value)
                    return False
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

            def _wire(self, text: str) -> None:
                self.wfile.write(text.encode())
                self.wfile.flush()
                self.close_connection = True

            def _chunk(self, text: str | bytes) -> None:
                data = text.encode() if isinstance(text, str) else text
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

        return Handler


def _choice(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}
