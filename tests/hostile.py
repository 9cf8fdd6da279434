"""A server on the loopback interface that plays a hostile internet, for all tests that fetch.

    with Hostile() as server:
        server.serve("/feed", Reply(503), conditional(FEED, etag='"1"'))
        ... server.url("/feed") ...
        assert server.asked("/feed")[1].headers["if-none-match"] == '"1"'

Answers are given in turn and the last one again and again.  What only waits ends with the server, so a test never
waits for it.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

import brotli  # type: ignore[import-untyped] # it has no type hints
import httpcore

from summarizer.ingest.limits import Limits
from summarizer.ingest.network import Guard

if TYPE_CHECKING:
    from socketserver import BaseRequestHandler
    from types import TracebackType

    import pytest

#: Short enough for tests, long enough for a busy machine.
QUICK = Limits(connect=2, read=0.3, total=1.0, size=100_000, redirects=3)

#: What `pack` knows.
ENCODINGS = ("gzip", "deflate", "raw deflate", "br", "identity")

#: What leads requests through a proxy.
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

#: Where every name of `Hostile.guard` leads unless a test says otherwise: public, and never really connected to.
SOMEWHERE = "93.184.216.34"


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for."""

    #: With its query.
    path: str
    #: Names in lower case.
    headers: Mapping[str, str]
    #: The client's port: the same for requests over one connection.
    connection: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with one request."""

    status: int = 200
    #: ``Content-Length`` is added unless the body is streamed or a length or a transfer encoding stands here.
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Bytes, or a function that makes a new stream of them; after a stream the connection is closed.
    body: bytes | Callable[[], Iterable[bytes]] = b""
    #: Sent in place of the status line and the headers; then the connection is closed after the body.
    head: bytes | None = None
    #: Seconds before the first byte.
    wait: float = 0
    #: Seconds between two bytes of the body.
    drip: float = 0


Answer = Reply | Callable[[Request], Reply]


def forget_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the environment of whoever runs the tests outside."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class Hostile:
    """The server, running while its context is open."""

    def __init__(self, *, everywhere: bool = False) -> None:
        """Listen on 127.0.0.1, or ``everywhere``: then all of 127.0.0.0/8 leads here, each as a host of its own."""
        self._server = _Server(("0.0.0.0" if everywhere else "127.0.0.1", 0), _Handler)  # noqa: S104 - asked for
        self._server.site = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._answers: dict[str, list[Answer]] = {}
        self._lock = threading.Lock()
        #: Set when the server stops: whoever waits goes on.
        self.stopping = threading.Event()
        #: Every request so far, in order.
        self.log: list[Request] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def serve(self, path: str, *answers: Answer) -> str:
        """Give these answers at a path, in turn; the last one stays.  Returns the path's address."""
        with self._lock:
            self._answers[path] = list(answers)
        return self.url(path)

    def chain(self, path: str, *statuses: int) -> str:
        """Redirect from a path to PATH1, PATH2 and so on, by these statuses.  Returns the first address."""
        for place, status in enumerate(statuses):
            self.serve(f"{path}{place or ''}", redirect(f"{path}{place + 1}", status))
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, with whatever query."""
        return [request for request in self.log if path in {request.path, request.path.partition("?")[0]}]

    def guard(self, names: Mapping[str, Iterable[str]] | None = None) -> Guard:
        """A guard for `Web` to which this server is the whole internet: every public address leads here.

        Each host of ``names`` has the addresses given there, every other one SOMEWHERE.
        """

        async def look_up(host: str, _port: int) -> list[str]:
            return list((names or {}).get(host, [SOMEWHERE]))

        return Guard(look_up=look_up, inner=Internet(self.port))

    def answer(self, request: Request) -> Reply:
        """Note a request, and find what to do with it."""
        with self._lock:
            self.log.append(request)
            known = self._answers.get(request.path) or self._answers.get(request.path.partition("?")[0])
            if not known:
                return Reply(404, body=b"gone")
            answer = known.pop(0) if len(known) > 1 else known[0]
        return answer if isinstance(answer, Reply) else answer(request)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Internet(httpcore.AnyIOBackend):
    """Leads every address to one local port, and notes which was asked for."""

    def __init__(self, port: int) -> None:
        self._port = port
        #: The addresses that were connected to, in order.
        self.reached: list[str] = []

    async def connect_tcp(self, host: str, *_: Any, timeout: float | None = None, **__: Any) -> Any:  # noqa: ASYNC109 - httpcore's
        """Connect to the local port, whatever the host."""
        self.reached.append(host)
        return await super().connect_tcp("127.0.0.1", self._port, timeout)


class _Server(ThreadingHTTPServer):
    """Says nothing of clients that hang up, and hangs up itself when it is closed."""

    daemon_threads = False
    site: Hostile

    def __init__(self, address: tuple[str, int], handler: type[BaseRequestHandler]) -> None:
        super().__init__(address, handler)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note an open connection."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """End all connections, so that no thread is left."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()

    def handle_error(self, *_: object) -> None:
        """Stay silent."""


class _Handler(BaseHTTPRequestHandler):
    """Does what the site says."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer one request."""
        site = self.server.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = site.answer(Request(self.path, headers, self.client_address[1]))
        site.stopping.wait(reply.wait)
        with contextlib.suppress(OSError):  # a client that hangs up is what these tests are about
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        stream = not isinstance(reply.body, bytes)
        self.close_connection = self.close_connection or stream or reply.head is not None
        self.wfile.write(_head(reply) if reply.head is None else reply.head)
        pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body()
        if not reply.drip:
            for piece in pieces:
                self.wfile.write(piece)
            return
        for byte in b"".join(pieces):
            if self.server.site.stopping.wait(reply.drip):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _head(reply: Reply) -> bytes:
    """The status line and the headers."""
    names = {name.lower() for name in reply.headers}
    lines = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}".rstrip()]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    if isinstance(reply.body, bytes) and not names & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(reply.body)}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


# --- What servers do ---------------------------------------------------------------------------------------------


def text(body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Reply:
    """An ordinary answer; ``Last_Modified="..."`` gives a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"Content-Type": kind, **named}, body.encode() if isinstance(body, str) else body)


def conditional(reply: Reply, *, etag: str = "", last_modified: str = "") -> Answer:
    """An answer that is given only to whoever does not have it: 304 by ETag, or else by Last-Modified."""
    named = {"ETag": etag, "Last-Modified": last_modified}
    validators = {name: value for name, value in named.items() if value}

    def answer(request: Request) -> Reply:
        tag, time = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        known = tag == etag if tag and etag else bool(time) and time == last_modified
        return Reply(304, validators) if known else replace(reply, headers={**reply.headers, **validators})

    return answer


def redirect(location: str, status: int = 302, body: bytes | Callable[[], Iterable[bytes]] = b"") -> Reply:
    """An answer that leads elsewhere."""
    return Reply(status, {"Location": location}, body)


def busy(retry_after: str, status: int = 503) -> Reply:
    """An answer that asks to come back later: after seconds, or at an HTTP date."""
    return Reply(status, {"Retry-After": retry_after})


def storm(count: int, then: Answer, status: int = 500) -> tuple[Answer, ...]:
    """Failures, then an answer."""
    return (*[Reply(status)] * count, then)


def pack(body: bytes, encoding: str) -> bytes:
    """Compress a body in one of ENCODINGS."""
    match encoding:
        case "gzip":
            return gzip.compress(body, compresslevel=1)
        case "deflate":
            return zlib.compress(body, level=1)
        case "raw deflate":
            return zlib.compress(body, level=1, wbits=-15)
        case "br":
            return bytes(brotli.compress(body, quality=1))
    return body


def packed(body: bytes, encoding: str, kind: str = "text/plain") -> Reply:
    """A compressed answer."""
    name = encoding.removeprefix("raw ")
    return Reply(200, {"Content-Type": kind, "Content-Encoding": name}, pack(body, encoding))


def bomb(encoding: str, size: int = 20_000_000) -> Reply:
    """A small answer that unpacks to a large one."""
    return packed(b"\0" * size, encoding)


def cut_compression(body: bytes, encoding: str) -> Reply:
    """A compressed answer that lacks its end, with a length as if it were whole."""
    whole = packed(body, encoding)
    assert isinstance(whole.body, bytes)
    return replace(whole, body=whole.body[:-9])


def flood(size: int = 100_000_000, status: int = 200, **headers: str) -> Reply:
    """A large answer of unknown length that is stored nowhere."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        status, {"Content-Type": "text/plain", **named}, lambda: (b"x" * 65_536 for _ in range(size // 65_536))
    )


def with_header(line: bytes) -> Reply:
    """An answer with a header line as it stands here, valid or not."""
    return Reply(head=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + line + b"\r\n\r\n", body=b"body")


#: Says nothing at all, and keeps the line open.
HANG = Reply(wait=60, head=b"")
#: One byte of a header at a time, without end.
SLOW_HEAD = Reply(head=b"HTTP/1.1 200 OK\r\nX-Slow: ", body=b"x" * 1000, drip=0.05)
#: One byte of the body at a time.
SLOW_BODY = Reply(head=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", body=b"x" * 1000, drip=0.05)
#: Hangs up at once.
EMPTY = Reply(head=b"")
#: Ends before its own length.
CUT_LENGTH = Reply(head=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n", body=b"half")
#: Ends in the middle of a chunk.
CUT_CHUNK = Reply(head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", body=b"ff\r\nhalf")
#: Speaks something else.
NO_HTTP = Reply(head=b"SSH-2.0-OpenSSH_9.6\r\n")
