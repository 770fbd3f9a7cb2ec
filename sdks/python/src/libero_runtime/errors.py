"""Why a call has no result."""

from __future__ import annotations


class DomainError(Exception):
    """The error that the called function answered with, raised by `Err.unwrap`."""

    def __init__(self, error: object) -> None:
        super().__init__(repr(error))
        self.error = error


class CallError(Exception):
    """A call did not come to a result; the subclasses say why."""


class InvalidValue(CallError, ValueError):
    """A value is not what the contract says: an argument, or what the server sent.

    `offset` is the place in the bytes that were read, or None where nothing was read."""

    def __init__(self, message: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self._steps: list[str] = []
        self._root = "value"

    def within(self, step: str) -> InvalidValue:
        """The same, one level further out."""
        self._steps.append(step)
        return self

    def below(self, root: str) -> InvalidValue:
        """The same, with another name for the whole."""
        self._root = root
        return self

    @property
    def path(self) -> str:
        """Where: `value.fields.comments[3].fields.author`."""
        return self._root + "".join(reversed(self._steps))

    def __str__(self) -> str:
        place = "" if self.offset is None else f" (at byte {self.offset})"
        return f"{self.path}: {self.message}{place}"


class Malformed(CallError):
    """The server could not read the call."""


class UnknownFunction(CallError):
    """The server has no such function."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the server has no function {name}")
        self.name = name


class InternalError(CallError):
    """The function broke; the server knows more under the trace id."""

    def __init__(self, trace_id: str, message: str) -> None:
        super().__init__(f"{message} (trace {trace_id})")
        self.trace_id = trace_id
        self.message = message


class Stale(CallError):
    """The server has another version of the function; nothing was run. This client must be generated
    anew."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is another in the server's contract: generate this client anew")
        self.name = name


class Offline(CallError):
    """The server was not reached, or did not answer as one."""


class Timeout(CallError):
    """The server did not answer in time; whether the function ran is not known."""
