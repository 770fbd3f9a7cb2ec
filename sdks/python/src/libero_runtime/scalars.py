"""Codecs of numbers, text, bytes and the like."""

from __future__ import annotations

import struct
from typing import Any

from .base import Codec, wrong
from .errors import InvalidValue
from .etf import Reader, Writer


class _Int(Codec[int]):
    def __init__(self, name: str) -> None:
        bits = int(name[1:])
        self._what = f"an Int of {name}"
        self._low = 0 if name[0] == "u" else -(1 << bits - 1)
        self._high = (1 << bits) - 1 if name[0] == "u" else (1 << bits - 1) - 1

    def write(self, w: Writer, value: int) -> None:
        if type(value) is not int:
            raise wrong("Int", value)
        if not self._low <= value <= self._high:
            raise InvalidValue(f"expected {self._what}, got {value}")
        w.integer(value)

    def read(self, r: Reader) -> int:
        start = r.at
        value = r.integer(self._what)
        if not self._low <= value <= self._high:
            raise r.refuse(f"expected {self._what}, got {value}", start)
        return value


class _Float(Codec[float]):
    def __init__(self, single: bool) -> None:
        self._single = single

    def _check(self, value: float) -> float:
        if value - value != 0.0:
            raise InvalidValue("expected a finite Float")
        if self._single:
            try:
                narrow: float = struct.unpack(">f", struct.pack(">f", value))[0]
            except OverflowError:
                raise InvalidValue(f"expected a Float of 32 bits, got {value}") from None
            return narrow
        return value

    def write(self, w: Writer, value: float) -> None:
        if type(value) is not float and type(value) is not int:
            raise wrong("Float", value)
        try:
            w.out += struct.pack(">Bd", 70, self._check(float(value)))
        except OverflowError:
            raise InvalidValue("expected Float, got an integer beyond its range") from None

    def read(self, r: Reader) -> float:
        start = r.at
        try:
            return self._check(r.float())
        except InvalidValue as refusal:
            if refusal.offset is None:
                refusal.offset = start
            raise


class _Text(Codec[str]):
    def __init__(self, is_char: bool) -> None:
        self._is_char = is_char

    def write(self, w: Writer, value: str) -> None:
        if not isinstance(value, str):
            raise wrong("String", value)
        if self._is_char and len(value) != 1:
            raise InvalidValue(f"expected one character, got {len(value)}")
        try:
            w.binary(value.encode())
        except UnicodeEncodeError:
            raise InvalidValue("a lone surrogate is not text") from None

    def read(self, r: Reader) -> str:
        start = r.at
        value = r.text()
        if self._is_char and len(value) != 1:
            raise r.refuse(f"expected one character, got {len(value)}", start)
        return value

    def order(self, value: str) -> Any:
        return value.encode()


class _Bool(Codec[bool]):
    def write(self, w: Writer, value: bool) -> None:
        if not isinstance(value, bool):
            raise wrong("Bool", value)
        w.out += b"w\x04true" if value else b"w\x05false"

    def read(self, r: Reader) -> bool:
        start = r.at
        if not r.is_atom():
            raise r.expected("Bool")
        name = r.atom()
        if name not in ("true", "false"):
            raise r.refuse(f"expected Bool, got the atom {name}", start)
        return name == "true"


class _Nil(Codec[None]):
    def write(self, w: Writer, value: None) -> None:
        if value is not None:
            raise wrong("None", value)
        w.out += b"w\x03nil"

    def read(self, r: Reader) -> None:
        start = r.at
        if not r.is_atom():
            raise r.expected("Nil")
        name = r.atom()
        if name != "nil":
            raise r.refuse(f"expected Nil, got the atom {name}", start)


class Bytes(Codec[bytes]):
    def __init__(self, size: int | None = None) -> None:
        self._size = size

    def write(self, w: Writer, value: bytes) -> None:
        if not isinstance(value, bytes | bytearray):
            raise wrong("bytes", value)
        if self._size is not None and len(value) != self._size:
            raise InvalidValue(f"expected {self._size} bytes, got {len(value)}")
        w.binary(value)

    def read(self, r: Reader) -> bytes:
        start = r.at
        value = r.binary("BitArray")
        if self._size is not None and len(value) != self._size:
            raise r.refuse(f"expected {self._size} bytes, got {len(value)}", start)
        return value


I8, I16, I32, I64, I128 = (_Int(f"i{bits}") for bits in (8, 16, 32, 64, 128))
U8, U16, U32, U64, U128 = (_Int(f"u{bits}") for bits in (8, 16, 32, 64, 128))
F32, F64 = _Float(True), _Float(False)
TEXT, CHAR = _Text(False), _Text(True)
BOOL = _Bool()
NIL = _Nil()
BYTES = Bytes()
