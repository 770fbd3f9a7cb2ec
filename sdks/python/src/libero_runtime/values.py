"""Values that Python has no form of its own for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

from .errors import DomainError

T = TypeVar("T")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """A value that is there, where the value may be None itself."""

    value: T


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """What a function gives when it succeeds."""

    value: T

    def unwrap(self) -> T:
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Err(Generic[E]):
    """What a function gives when it fails for a reason that its contract names."""

    error: E

    def unwrap(self) -> NoReturn:
        """Raises the error in a `DomainError`."""
        raise DomainError(self.error)
