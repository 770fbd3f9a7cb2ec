"""What generated packages stand on: values, codecs, calls over HTTP."""

from .calls import Endpoint as Endpoint
from .calls import Push as Push
from .errors import CallError as CallError
from .errors import DomainError as DomainError
from .errors import InternalError as InternalError
from .errors import InvalidValue as InvalidValue
from .errors import Malformed as Malformed
from .errors import Offline as Offline
from .errors import Stale as Stale
from .errors import Timeout as Timeout
from .errors import UnknownFunction as UnknownFunction
from .etf import Limits as Limits
from .http import AsyncLine as AsyncLine
from .http import Line as Line
from .values import Err as Err
from .values import Ok as Ok
from .values import Some as Some
