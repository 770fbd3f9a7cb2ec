"""A call as bytes: what is sent, and what an answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from .base import Codec, shallow
from .containers import Result, tagged
from .errors import CallError, InternalError, InvalidValue, Malformed, UnknownFunction
from .etf import Limits, Reader, Writer
from .values import Err, Ok

Q = TypeVar("Q")
T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[Q, T, E]):
    """A function of the contract."""

    module: str
    name: str
    hash: str
    request: Codec[Q]
    ok: Codec[T]
    err: Codec[E]

    @property
    def full_name(self) -> str:
        """`module/path.name`"""
        return f"{self.module}.{self.name}"

    def write_request(self, request_id: int, message: Q, limits: Limits = Limits()) -> bytes:
        """The frame that calls the function."""
        w = Writer(limits)
        w.out.append(131)
        w.tuple(3)
        w.binary(self.module.encode())
        w.integer(request_id)
        try:
            with shallow():
                self.request.write(w, message)
        except InvalidValue as refusal:
            raise refusal.below("message")
        return bytes(w.out)

    def read_response(self, frame: bytes, limits: Limits = Limits()) -> tuple[int, Ok[T] | Err[E]]:
        """The id of the call that is answered, and the function's own result. Raises a `CallError`
        where there is none."""
        r = Reader(frame, limits)
        if len(frame) > limits.bytes:
            raise r.refuse(f"{len(frame)} bytes are more than {limits.bytes}")
        if r.peek() != 0:
            refusal = r.refuse(f"expected a frame that begins with 0, got {r.peek()}")
            raise refusal.below("envelope")
        r.at += 1
        request_id = r.u32()
        r.version()
        with shallow():
            if tagged(r, "Result", ("ok", "error")) == "ok":
                outcome: Ok[T] | Err[E] | CallError = self._result(r)
            else:
                outcome = _failure(r)
        r.end()
        if isinstance(outcome, CallError):
            raise outcome
        return request_id, outcome

    def _result(self, r: Reader) -> Ok[T] | Err[E]:
        try:
            return Result(self.ok, self.err).read(r)
        except InvalidValue as refusal:
            raise refusal.within(".fields[0]")


def _failure(r: Reader) -> CallError:
    start = r.at
    if r.is_atom():
        if r.atom() == "malformed_request":
            return Malformed("the server could not read the call")
    else:
        arity = r.tuple("a failure")
        tag = r.atom() if r.is_atom() else ""
        if (tag, arity) == ("unknown_function", 2):
            return UnknownFunction(r.text())
        if (tag, arity) == ("internal_error", 3):
            return InternalError(r.text(), r.text())
    raise r.refuse("expected malformed_request, unknown_function or internal_error", start)


@dataclass(frozen=True, slots=True)
class Push(Generic[T]):
    """A type whose values a server may send unasked."""

    module: str
    value: Codec[T]

    def read(self, frame: bytes, limits: Limits = Limits()) -> T:
        """The value of a frame."""
        r = Reader(frame, limits)
        if r.peek() != 1:
            refusal = r.refuse(f"expected a frame that begins with 1, got {r.peek()}")
            raise refusal.below("envelope")
        r.at += 1
        r.version()
        start = r.at
        if r.tuple("a push") != 2 or r.text() != self.module:
            raise r.refuse(f"expected a push of {self.module}", start)
        with shallow():
            value = self.value.read(r)
        r.end()
        return value


