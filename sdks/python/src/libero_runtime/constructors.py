"""Codecs of the contract's own types."""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from .base import Codec, wrong
from .errors import InvalidValue
from .etf import LARGE_TUPLE, SMALL_TUPLE, Limits, Reader, Writer


class Unit:
    """A member of an enumeration."""

    def __init__(self, hash: bytes, member: enum.Enum) -> None:
        self.hash = hash.decode()
        self.key: object = member
        self.value: Any = member
        self.fields: tuple[tuple[str, str, Codec[Any]], ...] = ()
        self.head = b"w\x0a" + hash


class Variant:
    """A class with its fields: attribute, step of a path, codec."""

    def __init__(
        self,
        hash: bytes,
        make: Callable[..., Any],
        fields: tuple[tuple[str, str, Codec[Any]], ...],
    ) -> None:
        self.hash = hash.decode()
        self.key: object = make
        self.make = make
        self.value: Any = None if fields else make()
        self.fields = fields
        w = Writer(Limits())
        if fields:
            w.tuple(len(fields) + 1)
        self.head = bytes(w.out) + b"w\x0a" + hash


class Constructors(Codec[Any]):
    """A type of the contract. What its fields are is looked up when it is first used, since types may
    hold one another."""

    def __init__(
        self, name: str, recursive: bool, variants: Callable[[], Sequence[Unit | Variant]]
    ) -> None:
        self.name = name
        self._recursive = recursive
        self._variants = variants
        self._by_key: dict[object, Unit | Variant] | None = None
        self._by_hash: dict[str, Unit | Variant] = {}

    def _known(self) -> dict[object, Unit | Variant]:
        if self._by_key is None:
            variants = self._variants()
            self._by_hash = {variant.hash: variant for variant in variants}
            self._by_key = {variant.key: variant for variant in variants}
        return self._by_key

    def write(self, w: Writer, value: Any) -> None:
        key: object = value if isinstance(value, enum.Enum) else type(value)
        variant = self._known().get(key)
        if variant is None:
            raise wrong(self.name, value)
        w.out += variant.head
        if not variant.fields:
            return
        step = ""
        try:
            if self._recursive:
                with w.nested():
                    for attribute, step, codec in variant.fields:
                        codec.write(w, getattr(value, attribute))
            else:
                for attribute, step, codec in variant.fields:
                    codec.write(w, getattr(value, attribute))
        except InvalidValue as refusal:
            raise refusal.within(step)

    def read(self, r: Reader) -> Any:
        self._known()
        start, arity = r.at, -1
        if r.peek() in (SMALL_TUPLE, LARGE_TUPLE):
            arity = r.tuple(self.name) - 1
            if arity < 0 or not r.is_atom():
                raise r.refuse(f"expected {self.name}, got Tuple", start)
        elif not r.is_atom():
            raise r.expected(self.name)
        hash = r.atom()
        variant = self._by_hash.get(hash)
        if variant is None:
            raise r.refuse(f"expected {self.name}, got the constructor {hash}", start)
        found, due = max(arity, 0), len(variant.fields)
        if found != due or (arity == 0 and due == 0):
            raise r.refuse(f"expected {self.name} with {due} fields, got {found}", start)
        if isinstance(variant, Unit) or not variant.fields:
            return variant.value
        if self._recursive:
            r.enter()
        values = []
        step = ""
        try:
            for _, step, codec in variant.fields:
                values.append(codec.read(r))
        except InvalidValue as refusal:
            raise refusal.within(step)
        if self._recursive:
            r.depth -= 1
        return variant.make(*values)

    def order(self, value: Any) -> Any:
        return self._known()[value].hash.encode()


_CODECS: dict[tuple[Hashable, ...], Constructors] = {}


def constructors(
    key: tuple[Any, ...], recursive: bool, variants: Callable[[], Sequence[Unit | Variant]]
) -> Codec[Any]:
    """The codec of a type: the same for the same key, which is the class, its name in the contract
    and the codecs of its parameters."""
    codec = _CODECS.get(key)
    if codec is None:
        codec = _CODECS[key] = Constructors(key[1], recursive, variants)
    return codec
