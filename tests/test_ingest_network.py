"""Which addresses are connected to, and by which way."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from dataclasses import replace
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import QUICK, SOMEWHERE, Hostile, Internet, Reply, forget_proxies, redirect
from summarizer.errors import FetchError
from summarizer.ingest.network import Guard, look_up
from summarizer.ingest.public import is_public, names_private
from summarizer.ingest.web import Response, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.ingest.limits import Limits
    from summarizer.ingest.network import LookUp


@pytest.fixture
def server() -> Iterator[Hostile]:
    """A running server with a feed."""
    with Hostile(everywhere=True) as server:
        server.serve("/feed", Reply(body=b"<rss/>"))
        yield server


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of whoever runs the tests stays outside."""
    forget_proxies(monkeypatch)


def get(url: str, limits: Limits = QUICK, guard: Guard | None = None, *, allow_private: bool = False) -> Response:
    """Ask once."""

    async def ask() -> Response:
        async with Web(limits, allow_private=allow_private, guard=guard) as web:
            return await web.get(url)

    return asyncio.run(ask())


def answering(*answers: list[str]) -> LookUp:
    """A name server that gives these answers in turn."""
    left = list(answers)

    async def look_up(_host: str, _port: int) -> list[str]:
        return left.pop(0)

    return look_up


class TestAddresses:
    """What is public."""

    @pytest.mark.parametrize("address", ["1.1.1.1", SOMEWHERE, "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
    def test_public(self, address: str) -> None:
        """Ordinary addresses are, and so are those that stand for them in IPv6."""
        assert is_public(ip_address(address))

    @pytest.mark.parametrize(
        "address",
        "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 "
        "192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 "
        "240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe "
        "64:ff9b::7f00:1 64:ff9b:1::101:101 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 2002:101:101:: "
        "3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%1 "
        "fec0::1 ff02::1".split(),
    )
    def test_not_public(self, address: str) -> None:
        """This machine, its neighbours, the cloud's metadata, and whatever hides one of them."""
        assert not is_public(ip_address(address))

    @given(address=st.ip_addresses(v=4))
    def test_what_hides_it_is_like_it(self, address: IPv4Address) -> None:
        """Mapped or by NAT64: an IPv4 address is as public as it is plain."""
        number = int(address)
        hiding = [0xFFFF << 32 | number, 0x64_FF9B << 96 | number]
        assert {is_public(IPv6Address(each)) for each in hiding} == {is_public(address)}

    @given(address=st.ip_addresses())
    def test_only_global_ones(self, address: IPv4Address | IPv6Address) -> None:
        """Nothing is public that ``ipaddress`` knows to be private."""
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        known = mapped or address  # of mapped ones releases of Python say this and that
        private = known.is_loopback or known.is_link_local or known.is_multicast or known.is_unspecified
        assert not (is_public(address) and (private or not known.is_global))

    @pytest.mark.parametrize(
        "host",
        "10.0.0.1 127.0.0.1. [::1] ::1 127.1 0x7f.1 0177.0.0.1 2130706433 localhost LOCALHOST. a.localhost "
        "localhost.localdomain ip6-localhost [fe80::1%25eth0]".split(),
    )
    def test_private_names(self, host: str) -> None:
        """A host that names this machine or a private address by any spelling is known without asking."""
        assert names_private(host)

    @pytest.mark.parametrize(
        "host", ["example.org", "1.1.1.1", "[2606:4700::1]", "localhost.example.org", "", "16843009"]
    )
    def test_other_names(self, host: str) -> None:
        """Any other host has to be looked up, or is public."""
        assert not names_private(host)


class TestGuard:
    """What is connected to."""

    @pytest.mark.parametrize("host", "127.0.0.1 127.0.0.9 localhost [::ffff:127.0.0.1] 0.0.0.0 2130706433".split())
    def test_in_force(self, server: Hostile, host: str) -> None:
        """A private address is refused before a byte is sent: httpx really connects through the guard."""
        with pytest.raises(FetchError, match="leads to an address that is not public"):
            get(server.url("/feed", host))
        assert not server.log

    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost"])
    def test_allowed(self, server: Hostile, host: str) -> None:
        """Where private addresses are allowed they are ordinary ones."""
        assert get(server.url("/feed", host), allow_private=True).body == b"<rss/>"

    def test_what_was_checked_is_what_is_reached(self, server: Hostile) -> None:
        """A name server that changes its mind between the check and the connection is never asked again."""
        internet = Internet(server.port)
        guard = Guard(look_up=answering([SOMEWHERE], ["127.0.0.1"]), inner=internet)
        assert get("http://feed.test/feed", guard=guard).status == 200
        assert internet.reached == [SOMEWHERE]

    def test_rebinding(self, server: Hostile) -> None:
        """Each new connection is checked anew, that after a redirect too."""
        server.serve("/again", redirect("/feed", body=b"a body, so that the connection is not kept"))
        guard = Guard(look_up=answering([SOMEWHERE], ["127.0.0.1"]), inner=Internet(server.port))
        with pytest.raises(FetchError, match=r"not public \(127.0.0.1\)"):
            get("http://feed.test/again", guard=guard)
        assert len(server.log) == 1

    def test_private_ones_among_public_ones(self, server: Hostile) -> None:
        """Of several addresses only the public ones are tried."""
        internet = Internet(server.port)
        guard = Guard(look_up=answering(["10.0.0.1", "::1", SOMEWHERE, "fe80::1%1"]), inner=internet)
        assert get("http://feed.test/feed", guard=guard).status == 200
        assert internet.reached == [SOMEWHERE]

    @pytest.mark.parametrize("failure", ["refuses", "hangs"])
    def test_the_next_address(self, server: Hostile, failure: str) -> None:
        """Where one address does not answer the next one does, in time."""

        class Partly(Internet):
            async def connect_tcp(self, host: str, *places: Any, **options: Any) -> Any:
                if host == "1.1.1.1" and failure == "refuses":
                    raise httpcore.ConnectError
                if host == "1.1.1.1":
                    await asyncio.sleep(places[1])
                    raise httpcore.ConnectTimeout
                return await super().connect_tcp(host, *places, **options)

        guard = Guard(look_up=answering(["1.1.1.1", SOMEWHERE]), inner=Partly(server.port))
        assert get("http://feed.test/feed", replace(QUICK, connect=0.3), guard).status == 200

    @pytest.mark.parametrize(
        ("kind", "problem"),
        [(httpcore.ConnectTimeout, "no connection within 2 s"), (httpcore.ConnectError, "out of order")],
    )
    def test_no_address_answers(self, kind: type[Exception], problem: str) -> None:
        """Where none answers the last failure is told, and not all addresses of a long list are tried."""
        tried = []

        class Broken(Internet):
            async def connect_tcp(self, host: str, *_: Any, **__: Any) -> Any:
                tried.append(host)
                raise kind("out of order")

        guard = Guard(look_up=answering([f"1.1.1.{place}" for place in range(1, 99)]), inner=Broken(0))
        with pytest.raises(FetchError, match=problem):
            get("http://feed.test/feed", guard=guard)
        assert len(tried) == 4

    def test_tls_is_for_the_host(self) -> None:
        """Though an address is connected to, the certificate has to be that of the name."""
        asked = []

        class Stream(httpcore.AsyncMockStream):
            async def start_tls(self, *_: object, server_hostname: str | None = None, **__: object) -> Stream:
                asked.append(server_hostname)
                return self

        class Secure(Internet):
            async def connect_tcp(self, host: str, *_: Any, **__: Any) -> Stream:
                self.reached.append(host)
                return Stream([b"HTTP/1.1 204 No Content\r\n\r\n"])

        secure = Secure(0)
        assert get("https://feed.test/", guard=Guard(look_up=answering([SOMEWHERE]), inner=secure)).status == 204
        assert (secure.reached, asked) == ([SOMEWHERE], ["feed.test"])

    def test_closed_ports(self) -> None:
        """A port where nobody listens refuses."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with pytest.raises(FetchError, match="the connection was refused"):
            get(f"http://127.0.0.1:{port}/", allow_private=True)


class TestLookUp:
    """How hosts are found."""

    def test_this_machine(self) -> None:
        """The system is asked."""
        assert "127.0.0.1" in asyncio.run(look_up("localhost", 80))

    def test_both_families_in_turn(self) -> None:
        """So a network without one of them costs one try, not all."""

        def ask(*_: object, **__: object) -> list[tuple[Any, ...]]:
            wide = [(socket.AF_INET6, 1, 6, "", (f"2606::{n}", 80, 0, 0)) for n in (1, 2, 2)]
            return [*wide, *[(socket.AF_INET, 1, 6, "", (f"1.1.1.{n}", 80)) for n in (1, 2, 3)]]

        expected = ["2606::1", "1.1.1.1", "2606::2", "1.1.1.2", "1.1.1.3"]
        assert asyncio.run(look_up("feed.test", 80, ask)) == expected

    @pytest.mark.parametrize(
        ("limits", "problem"),
        [
            (replace(QUICK, connect=0.1), "no connection within 0.1 s"),
            (replace(QUICK, total=0.1), "did not answer in full within 0.1 s"),
        ],
    )
    def test_a_name_server_that_hangs(self, limits: Limits, problem: str) -> None:
        """The limits hold for it too, and nobody waits for it afterwards."""
        over = threading.Event()

        def ask(*_: object, **__: object) -> list[tuple[Any, ...]]:
            over.wait(9)
            return []

        begun = time.monotonic()
        with pytest.raises(FetchError, match=problem):
            get("http://feed.test/", limits, Guard(look_up=partial(look_up, ask=ask)))
        assert time.monotonic() - begun < 2
        over.set()

    def test_unknown_hosts(self) -> None:
        """What has no address is told so."""

        def ask(*_: object, **__: object) -> list[tuple[Any, ...]]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        with pytest.raises(FetchError, match="no such host, or no network"):
            get("http://feed.test/", guard=Guard(look_up=partial(look_up, ask=ask)))


class TestProxies:
    """What the environment says."""

    @pytest.fixture
    def proxy(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hostile]:
        """A proxy that all requests should go through."""
        with Hostile() as proxy:
            monkeypatch.setenv("all_proxy", f"127.0.0.1:{proxy.port}")
            proxy.serve("http://feed.test/feed", Reply(body=b"by proxy"))
            yield proxy

    def test_through(self, proxy: Hostile) -> None:
        """A request goes through the proxy, which looks the host up itself."""
        assert get("http://feed.test/feed").body == b"by proxy"
        assert proxy.asked("http://feed.test/feed")

    def test_refused(self, proxy: Hostile) -> None:
        """A proxy that makes no tunnel is told of."""
        with pytest.raises(FetchError, match=r"the proxy refused \(501 "):
            get("https://feed.test/feed")
        assert not proxy.log

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "[::1]", "2130706433", "169.254.169.254"])
    @pytest.mark.parametrize("redirected", [False, True])
    def test_private_addresses(self, proxy: Hostile, host: str, redirected: bool) -> None:
        """No proxy is asked for a private address, after a redirect neither."""
        proxy.serve("http://feed.test/feed", redirect(f"http://{host}/"))
        with pytest.raises(FetchError, match="not public"):
            get("http://feed.test/feed" if redirected else f"http://{host}/")
        assert len(proxy.log) == redirected

    def test_this_machine_needs_none(self, server: Hostile, proxy: Hostile) -> None:
        """Where private addresses are allowed they are reached directly."""
        assert get(server.url("/feed"), allow_private=True).body == b"<rss/>"
        assert not proxy.log

    @pytest.mark.parametrize("excepted", ["feed.test", ".test", "other.org, feed.test", "*"])
    def test_exceptions(self, server: Hostile, proxy: Hostile, monkeypatch: pytest.MonkeyPatch, excepted: str) -> None:
        """A host that needs no proxy is reached through the guard."""
        monkeypatch.setenv("no_proxy", excepted)
        assert get("http://feed.test/feed", guard=server.guard()).body == b"<rss/>"
        assert not proxy.log
        with pytest.raises(FetchError, match="not public"):
            get("http://feed.test/feed", guard=server.guard({"feed.test": ["10.0.0.1"]}))

    @pytest.mark.parametrize("address", ["gopher://127.0.0.1", "http://[::1", "socks5://127.0.0.1"])
    def test_unusable(self, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        """A proxy that can't be used is one line, and none of the page's faults."""
        monkeypatch.setenv("https_proxy", address)
        with pytest.raises(FetchError, match="the network: can't be used as the environment says"):
            get("http://feed.test/")
