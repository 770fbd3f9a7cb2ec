"""Codecs of what holds other values."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, TypeVar

from .base import Codec, wrong
from .errors import InvalidValue
from .etf import LIST, MAP, STRING, Reader, Writer
from .etf import NIL as NIL_TAG
from .values import Err, Ok, Some

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class List(Codec[list[T]]):
    def __init__(self, item: Codec[T], size: int | None = None) -> None:
        self._item = item
        self._size = size

    def write(self, w: Writer, value: list[T]) -> None:
        if not isinstance(value, list | tuple):
            raise wrong("a list", value)
        if self._size is not None and len(value) != self._size:
            raise InvalidValue(f"expected {self._size} items, got {len(value)}")
        if value:
            w.out += struct.pack(">BI", LIST, len(value))
            self._items(w, value)
        w.out.append(NIL_TAG)

    def _items(self, w: Writer, value: Sequence[T]) -> None:
        index, write = 0, self._item.write
        try:
            for index, item in enumerate(value):
                write(w, item)
        except InvalidValue as refusal:
            raise refusal.within(f"[{index}]")

    def read(self, r: Reader) -> list[T]:
        start = r.at
        items: list[T] = []
        self._each(r, items)
        if self._size is not None and len(items) != self._size:
            raise r.refuse(f"expected {self._size} items, got {len(items)}", start)
        return items

    def _each(self, r: Reader, items: list[T]) -> None:
        tag = r.peek()
        if tag == STRING:
            r.at += 1
            data = r.take(r.u16())
            terms = Reader(b"".join(bytes((97, byte)) for byte in data), r.limits)
            self._read(terms, len(data), items)
            return
        if tag == NIL_TAG:
            r.at += 1
            return
        if tag != LIST:
            raise r.expected("List")
        r.at += 1
        self._read(r, r.count(1), items)
        if r.peek() != NIL_TAG:
            raise r.refuse("improper lists are refused")
        r.at += 1

    def _read(self, r: Reader, count: int, items: list[T]) -> None:
        read, append = self._item.read, items.append
        try:
            for _ in range(count):
                append(read(r))
        except InvalidValue as refusal:
            raise refusal.within(f"[{len(items)}]")


class Set(List[T]):
    """A list in which nothing is twice; written in the order of the items' bytes."""

    def _items(self, w: Writer, value: Sequence[T]) -> None:
        whole, start = w.out, len(w.out)
        parts: list[bytes] = []
        try:
            for item in value:
                w.out = bytearray()
                self._item.write(w, item)
                parts.append(bytes(w.out))
        except InvalidValue as refusal:
            raise refusal.within(f"[{len(parts)}]")
        finally:
            w.out = whole
        assert start == len(whole)
        if len(set(parts)) != len(parts):
            raise InvalidValue("the item is there twice")
        for part in sorted(parts):
            whole += part

    def _read(self, r: Reader, count: int, items: list[T]) -> None:
        seen: set[bytes] = set()
        w = Writer(r.limits)
        try:
            for _ in range(count):
                start = r.at
                item = self._item.read(r)
                w.out = bytearray()
                self._item.write(w, item)
                part = bytes(w.out)
                if part in seen:
                    raise r.refuse("the item is there twice", start)
                seen.add(part)
                items.append(item)
        except InvalidValue as refusal:
            raise refusal.within(f"[{len(items)}]")


class Dict(Codec[dict[K, V]]):
    def __init__(self, key: Codec[K], value: Codec[V]) -> None:
        self._key = key
        self._value = value

    def write(self, w: Writer, value: dict[K, V]) -> None:
        if not isinstance(value, dict):
            raise wrong("a dict", value)
        w.out += struct.pack(">BI", MAP, len(value))
        try:
            keys = sorted(value, key=self._key.order)
        except (TypeError, AttributeError, KeyError, UnicodeEncodeError):
            # One of them is no key at all: writing it says which.
            keys = list(value)
        for index, key in enumerate(keys):
            part = 0
            try:
                self._key.write(w, key)
                part = 1
                self._value.write(w, value[key])
            except InvalidValue as refusal:
                raise refusal.within(f"[{part}]").within(f"[{index}]")

    def read(self, r: Reader) -> dict[K, V]:
        if r.peek() != MAP:
            raise r.expected("Dict")
        r.at += 1
        entries: dict[K, V] = {}
        for index in range(r.count(2)):
            part = 0
            try:
                start = r.at
                key = self._key.read(r)
                if key in entries:
                    raise r.refuse("the key is there twice", start)
                part = 1
                entries[key] = self._value.read(r)
            except InvalidValue as refusal:
                raise refusal.within(f"[{part}]").within(f"[{index}]")
        return entries


class Tuple(Codec[Any]):
    def __init__(self, *items: Codec[Any]) -> None:
        self._items = items

    def write(self, w: Writer, value: Any) -> None:
        count = len(self._items)
        if not isinstance(value, tuple) or len(value) != count:
            raise wrong(f"a tuple of {count}", value)
        w.tuple(count)
        for index, (codec, item) in enumerate(zip(self._items, value, strict=True)):
            try:
                codec.write(w, item)
            except InvalidValue as refusal:
                raise refusal.within(f"[{index}]")

    def read(self, r: Reader) -> Any:
        start, count = r.at, len(self._items)
        found = r.tuple("Tuple")
        if found != count:
            raise r.refuse(f"expected a tuple of {count}, got one of {found}", start)
        items = []
        for index, codec in enumerate(self._items):
            try:
                items.append(codec.read(r))
            except InvalidValue as refusal:
                raise refusal.within(f"[{index}]")
        return tuple(items)


def tagged(r: Reader, what: str, tags: tuple[str, ...]) -> str:
    """The tag of a pair."""
    start = r.at
    if r.tuple(what) != 2 or not r.is_atom():
        raise r.refuse(f"expected {what}, got Tuple", start)
    tag = r.atom()
    if tag not in tags:
        raise r.refuse(f"expected {what}, got Tuple", start)
    return tag


class Option(Codec[T | None]):
    """The value or None."""

    def __init__(self, some: Codec[T]) -> None:
        self._some = some

    def write(self, w: Writer, value: T | None) -> None:
        if value is None:
            w.out += b"w\x04none"
        else:
            self._write(w, value)

    def _write(self, w: Writer, value: T) -> None:
        w.out += b"h\x02w\x04some"
        try:
            self._some.write(w, value)
        except InvalidValue as refusal:
            raise refusal.within(".fields[0]")

    def read(self, r: Reader) -> T | None:
        return self._read(r) if self._is_some(r) else None

    def _is_some(self, r: Reader) -> bool:
        if r.is_atom():
            start = r.at
            name = r.atom()
            if name != "none":
                raise r.refuse(f"expected Option, got the atom {name}", start)
            return False
        tagged(r, "Option", ("some",))
        return True

    def _read(self, r: Reader) -> T:
        try:
            return self._some.read(r)
        except InvalidValue as refusal:
            raise refusal.within(".fields[0]")


class SomeOption(Codec[Some[T] | None]):
    """`Some` or None, where the value may be None itself."""

    def __init__(self, some: Codec[T]) -> None:
        self._option = Option(some)

    def write(self, w: Writer, value: Some[T] | None) -> None:
        if value is None:
            w.out += b"w\x04none"
        elif isinstance(value, Some):
            self._option._write(w, value.value)
        else:
            raise wrong("Some or None", value)

    def read(self, r: Reader) -> Some[T] | None:
        return Some(self._option._read(r)) if self._option._is_some(r) else None


class Result(Codec[Ok[K] | Err[V]]):
    def __init__(self, ok: Codec[K], err: Codec[V]) -> None:
        self._ok = ok
        self._err = err

    def write(self, w: Writer, value: Ok[K] | Err[V]) -> None:
        try:
            if isinstance(value, Ok):
                w.out += b"h\x02w\x02ok"
                self._ok.write(w, value.value)
            elif isinstance(value, Err):
                w.out += b"h\x02w\x05error"
                self._err.write(w, value.error)
            else:
                raise wrong("Ok or Err", value)
        except InvalidValue as refusal:
            raise refusal.within(".fields[0]")

    def read(self, r: Reader) -> Ok[K] | Err[V]:
        if r.is_atom():
            raise r.expected("Result")
        tag = tagged(r, "Result", ("ok", "error"))
        try:
            return Ok(self._ok.read(r)) if tag == "ok" else Err(self._err.read(r))
        except InvalidValue as refusal:
            raise refusal.within(".fields[0]")
