"""Terms of the Erlang external format, as far as they travel."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .errors import InvalidValue

VERSION = 131
SMALL_INTEGER, INTEGER, SMALL_BIG, LARGE_BIG = 97, 98, 110, 111
NEW_FLOAT, OLD_FLOAT = 70, 99
SMALL_ATOM_UTF8, ATOM_UTF8, ATOM, SMALL_ATOM = 119, 118, 100, 115
SMALL_TUPLE, LARGE_TUPLE, MAP = 104, 105, 116
NIL, STRING, LIST, BINARY = 106, 107, 108, 109

_NAMES = {
    SMALL_INTEGER: "Int",
    INTEGER: "Int",
    SMALL_BIG: "Int",
    LARGE_BIG: "Int",
    NEW_FLOAT: "Float",
    OLD_FLOAT: "Float",
    SMALL_TUPLE: "Tuple",
    LARGE_TUPLE: "Tuple",
    MAP: "Dict",
    NIL: "List",
    STRING: "List",
    LIST: "List",
    BINARY: "Binary",
    77: "Bits",
    88: "Pid",
    103: "Pid",
    89: "Port",
    102: "Port",
    120: "Port",
    90: "Reference",
    101: "Reference",
    114: "Reference",
    112: "Function",
    113: "Function",
    117: "Function",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most."""

    bytes: int = 1 << 20
    depth: int = 512
    text: int = 1 << 20


class Writer:
    """The bytes of a value that is being written."""

    __slots__ = ("depth", "limits", "out")

    def __init__(self, limits: Limits) -> None:
        self.out = bytearray()
        self.depth = 0
        self.limits = limits

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper, in a type that may hold a value of its own."""
        if self.depth == self.limits.depth:
            raise InvalidValue(f"nested deeper than {self.limits.depth}")
        self.depth += 1
        yield
        self.depth -= 1

    def integer(self, value: int) -> None:
        if 0 <= value <= 255:
            self.out += bytes((SMALL_INTEGER, value))
        elif -(1 << 31) <= value < 1 << 31:
            self.out += struct.pack(">Bi", INTEGER, value)
        else:
            size = (abs(value).bit_length() + 7) // 8
            self.out += bytes((SMALL_BIG, size, value < 0))
            self.out += abs(value).to_bytes(size, "little")

    def binary(self, data: bytes) -> None:
        self.out += struct.pack(">BI", BINARY, len(data))
        self.out += data

    def tuple(self, arity: int) -> None:
        if arity <= 255:
            self.out += bytes((SMALL_TUPLE, arity))
        else:
            self.out += struct.pack(">BI", LARGE_TUPLE, arity)


class Reader:
    """Bytes that someone sent, and how far they have been read. Nothing in them is believed: a count
    is held against the bytes that are left before anything is made."""

    __slots__ = ("at", "data", "depth", "limits")

    def __init__(self, data: bytes, limits: Limits, at: int = 0) -> None:
        self.data = data
        self.at = at
        self.depth = 0
        self.limits = limits

    def refuse(self, message: str, at: int | None = None) -> InvalidValue:
        return InvalidValue(message, self.at if at is None else at)

    def take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise self.refuse("the input ends early")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def peek(self) -> int:
        if self.at >= len(self.data):
            raise self.refuse("the input ends early")
        return self.data[self.at]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def version(self) -> None:
        found = self.peek()
        if found != VERSION:
            raise self.refuse(f"expected {VERSION}, got {found}")
        self.at += 1
        if self.at < len(self.data) and self.data[self.at] == 80:
            raise self.refuse("compressed terms are refused")

    def end(self) -> None:
        left = len(self.data) - self.at
        if left:
            raise self.refuse(f"{left} bytes after the end")

    def enter(self) -> None:
        if self.depth == self.limits.depth:
            raise self.refuse(f"nested deeper than {self.limits.depth}")
        self.depth += 1

    def expected(self, what: str) -> InvalidValue:
        """What to raise where another term stands than was due."""
        start = self.at
        tag = self.peek()
        if tag in (SMALL_ATOM_UTF8, ATOM_UTF8, ATOM, SMALL_ATOM):
            try:
                found = f"the atom {self.atom()}"
            except InvalidValue as refusal:
                return refusal
        else:
            found = _NAMES.get(tag, f"the tag {tag}")
        return self.refuse(f"expected {what}, got {found}", start)

    def integer(self, what: str) -> int:
        tag = self.peek()
        if tag == SMALL_INTEGER:
            return self.take(2)[1]
        if tag == INTEGER:
            return int.from_bytes(self.take(5)[1:], "big", signed=True)
        if tag not in (SMALL_BIG, LARGE_BIG):
            raise self.expected("Int")
        start = self.at
        self.at += 1
        size = self.take(1)[0] if tag == SMALL_BIG else self.u32()
        if size > 16:
            raise self.refuse(f"expected {what}, got an integer of more than 128 bits", start)
        sign = self.take(1)[0]
        if sign > 1:
            raise self.refuse(f"expected a sign of 0 or 1, got {sign}", self.at - 1)
        magnitude = int.from_bytes(self.take(size), "little")
        return -magnitude if sign else magnitude

    def float(self) -> float:
        tag = self.peek()
        if tag == NEW_FLOAT:
            value: float = struct.unpack(">d", self.take(9)[1:])[0]
        elif tag == OLD_FLOAT:
            start = self.at
            try:
                value = float(self.take(32)[1:].rstrip(b"\0").decode("ascii"))
            except ValueError as wrong:
                if isinstance(wrong, InvalidValue):
                    raise
                raise self.refuse("expected Float, got text that is no number", start) from None
        elif tag in (SMALL_INTEGER, INTEGER, SMALL_BIG, LARGE_BIG):
            start = self.at
            whole = self.integer("Float")
            if int(float(whole)) != whole:
                raise self.refuse(f"expected Float, got {whole}, which is none exactly", start)
            return float(whole)
        else:
            raise self.expected("Float")
        if value - value != 0.0:
            raise self.refuse("expected a finite Float", self.at - 8)
        return value

    def binary(self, what: str) -> bytes:
        if self.peek() != BINARY:
            raise self.expected(what)
        start = self.at
        self.at += 1
        size = self.u32()
        if size > self.limits.text:
            raise self.refuse(f"{size} bytes are more than {self.limits.text}", start)
        return self.take(size)

    def text(self) -> str:
        start = self.at
        data = self.binary("String")
        try:
            return data.decode()
        except UnicodeDecodeError:
            message = "expected String, got bytes that are not UTF-8"
            raise self.refuse(message, start) from None

    def is_atom(self) -> bool:
        return self.peek() in (SMALL_ATOM_UTF8, ATOM_UTF8, ATOM, SMALL_ATOM)

    def atom(self) -> str:
        start = self.at
        tag = self.peek()
        self.at += 1
        short = tag in (SMALL_ATOM_UTF8, SMALL_ATOM)
        data = self.take(self.take(1)[0] if short else self.u16())
        try:
            name = data.decode("utf-8" if tag in (SMALL_ATOM_UTF8, ATOM_UTF8) else "latin-1")
        except UnicodeDecodeError:
            raise self.refuse("expected an atom, got bytes that are not UTF-8", start) from None
        if len(name) > 255:
            raise self.refuse("an atom has 255 characters at most", start)
        return name

    def tuple(self, what: str) -> int:
        """How many terms follow."""
        tag = self.peek()
        if tag == SMALL_TUPLE:
            return self.take(2)[1]
        if tag != LARGE_TUPLE:
            raise self.expected(what)
        self.at += 1
        return self.u32()

    def count(self, each: int) -> int:
        """A number of items, of which each has so many bytes at least."""
        start = self.at - 1
        count = self.u32()
        left = len(self.data) - self.at
        if count * each > left:
            raise self.refuse(f"{count} items do not fit in the {left} bytes left", start)
        return count
