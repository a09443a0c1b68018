"""A server on loopback that puts on the wire what it is told, and records all it is sent."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Wire(NamedTuple):
    """What is answered: a status, headers, and pieces of a body; `cut` drops the connection before the end is said."""

    pieces: Sequence[str] = ()
    type: str = "text/event-stream"
    status: int = 200
    headers: Mapping[str, str] = {}
    cut: bool = False


class WireServer:
    """Answers every request in the same way."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.wire = Wire()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, wire: Wire) -> None:
        """Answer so from now on, and forget what was asked."""
        self.requests, self.wire = [], wire

    @contextmanager
    def running(self) -> Iterator["WireServer"]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                self.do_POST()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                sent = json.loads(body) if body[:1] == b"{" else body.decode("utf-8", "replace")
                server.requests.append({"path": self.path, "headers": headers, "body": sent})
                wire = server.wire
                self.send_response(wire.status)
                for name, value in wire.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", wire.type)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for piece in wire.pieces:
                    data = piece.encode()
                    self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                    self.wfile.flush()
                if wire.cut:
                    self.close_connection = True
                else:
                    self.wfile.write(b"0\r\n\r\n")

        return Handler
