"""What a codec is."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from .errors import InvalidValue
from .etf import Limits, Reader, Writer

T = TypeVar("T")


def wrong(expected: str, value: object) -> InvalidValue:
    """What to raise for an argument of another type."""
    return InvalidValue(f"expected {expected}, got {type(value).__name__}")


class Codec(Generic[T]):
    """Writes and reads the values of a type."""

    def write(self, w: Writer, value: T) -> None:
        """Writes the value; refuses what the type does not allow."""
        raise NotImplementedError

    def read(self, r: Reader) -> T:
        """Reads a value; refuses what is none."""
        raise NotImplementedError

    def order(self, value: T) -> Any:
        """What keys are sorted by: the order of Erlang terms."""
        return value

    def encode(self, value: T, limits: Limits = Limits()) -> bytes:
        """The bytes of a value."""
        w = Writer(limits)
        w.out.append(131)
        with shallow():
            self.write(w, value)
        return bytes(w.out)

    def decode(self, data: bytes, limits: Limits = Limits()) -> T:
        """The value of bytes that someone sent."""
        r = Reader(data, limits)
        if len(data) > limits.bytes:
            raise r.refuse(f"{len(data)} bytes are more than {limits.bytes}")
        r.version()
        with shallow():
            value = self.read(r)
        r.end()
        return value


class shallow:
    """Turns the end of Python's own stack into a refusal."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, RecursionError):
            raise InvalidValue("nested deeper than sys.getrecursionlimit() allows") from None
