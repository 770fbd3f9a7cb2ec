"""Calls over HTTP, with the standard library alone."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import select
import ssl
import urllib.parse
from types import TracebackType
from typing import TypeVar

from .calls import Endpoint
from .errors import InvalidValue, Offline, Stale, Timeout
from .etf import Limits
from .values import Err, Ok

Q = TypeVar("Q")
T = TypeVar("T")
E = TypeVar("E")
Self = TypeVar("Self", bound="Line")
AsyncSelf = TypeVar("AsyncSelf", bound="AsyncLine")

_ETF = "application/vnd.libero.etf"
# By which both ends say which contract they speak.
_HEADER = "libero-contract"


class Line:
    """A server that is called by POST. Threads may share one: each call in flight has a connection
    of its own, which is kept for later ones."""

    _contract_hash: str

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10.0,
        headers: dict[str, str] | None = None,
        limits: Limits = Limits(),
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`url` is the address that calls are posted to: `http://127.0.0.1:8080/rpc`."""
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"expected an address such as http://127.0.0.1:8080/rpc, got {url!r}")
        self._host, self._port = parts.hostname, parts.port
        self._is_tls = parts.scheme == "https"
        self._context = context
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._timeout = timeout
        self._headers = headers or {}
        self._limits = limits
        self._ids = itertools.count(1)
        self._idle: list[http.client.HTTPConnection] = []
        # The hash and the endpoints of the server's contract, where it is known to be another one.
        self._server: tuple[str, dict[str, str]] | None = None

    def close(self) -> None:
        """Closes the connections that are not in use."""
        while self._idle:
            self._idle.pop().close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _call(self, endpoint: Endpoint[Q, T, E], message: Q) -> Ok[T] | Err[E]:
        request_id = next(self._ids) & 0xFFFFFFFF
        body = endpoint.write_request(request_id, message, self._limits)
        status, answer = self._post(body, endpoint)
        if status == 409:
            # Nothing was run. What the server has all the same is sent again, once.
            self._learn(answer)
            status, answer = self._post(body, endpoint)
            if status == 409:
                raise Stale(endpoint.full_name)
        if status != 200:
            text = answer[:200].decode(errors="replace").strip()
            raise Offline(f"the server answered with status {status}: {text}")
        answered, result = endpoint.read_response(answer, self._limits)
        if answered not in (request_id, 0):
            raise InvalidValue(f"expected the answer to {request_id}, got that to {answered}")
        return result

    def _announcement(self, endpoint: Endpoint[Q, T, E]) -> str:
        """What the server is told of the contract that is spoken here; refuses a call that it is known
        not to have."""
        if self._server is None:
            return self._contract_hash
        _, has = self._server
        if has.get(endpoint.full_name) != endpoint.hash:
            raise Stale(endpoint.full_name)
        return f"{self._contract_hash} {endpoint.hash}"

    def _learn(self, answer: bytes) -> None:
        """Keeps what a server of another version of the contract says that it has."""
        try:
            document = json.loads(answer)
            server_hash, has = document["contract_hash"], document["endpoints"]
            if not isinstance(server_hash, str) or not isinstance(has, dict):
                raise TypeError
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Offline("the server answered with status 409, and not with its contract") from None
        self._server = (server_hash, has)

    def _post(self, body: bytes, endpoint: Endpoint[Q, T, E]) -> tuple[int, bytes]:
        headers = {"content-type": _ETF, "accept": _ETF, _HEADER: self._announcement(endpoint)}
        connection = self._connection()
        try:
            connection.request("POST", self._path, body, {**headers, **self._headers})
            response = connection.getresponse()
            answer = response.read(self._limits.bytes + 1)
        except TimeoutError:
            connection.close()
            raise Timeout(f"no answer within {self._timeout} s") from None
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            where = f"{self._host}:{connection.port}"
            raise Offline(f"{where}: {error or type(error).__name__}") from error
        except BaseException:
            connection.close()
            raise
        if len(answer) > self._limits.bytes:
            connection.close()
            raise InvalidValue(f"the answer has more than {self._limits.bytes} bytes")
        self._idle.append(connection)
        heard = response.getheader(_HEADER)
        if self._server is not None and heard is not None and heard != self._server[0]:
            self._server = None
        return response.status, answer

    def _connection(self) -> http.client.HTTPConnection:
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            # What can be read from an idle connection is its end.
            if connection.sock and not select.select([connection.sock], [], [], 0)[0]:
                return connection
            connection.close()
        if self._is_tls:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=self._timeout, context=self._context
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)


class AsyncLine:
    """The same to be awaited: each call in flight is in a thread of its own."""

    _contract_hash: str

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10.0,
        headers: dict[str, str] | None = None,
        limits: Limits = Limits(),
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`url` is the address that calls are posted to: `http://127.0.0.1:8080/rpc`."""
        self._line = Line(url, timeout=timeout, headers=headers, limits=limits, context=context)
        self._line._contract_hash = self._contract_hash

    async def close(self) -> None:
        """Closes the connections that are not in use."""
        self._line.close()

    async def __aenter__(self: AsyncSelf) -> AsyncSelf:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _call(self, endpoint: Endpoint[Q, T, E], message: Q) -> Ok[T] | Err[E]:
        return await asyncio.to_thread(self._line._call, endpoint, message)
