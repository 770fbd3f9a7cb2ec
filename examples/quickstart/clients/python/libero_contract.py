"""A client that knows nothing but the contract: it reads contract.json from the server and checks
and builds every call from it, over HTTP and JSON. Standard library only.

    server = Server("http://127.0.0.1:8080")
    task = server.call("load_task", id=7)["task"]

Python and the wire:

    struct                a dict of its fields (a list where they have no labels)
    enum variant          "Name" without fields, ("Name", {labels…}) or ("Name", value, …) with
    Option                None or the value; an Option inside an Option is Some(value)
    Result in a value     ("Ok", value) or ("Error", value)
    Dict, List, Tuple     dict, list, tuple
    BitArray              bytes
"""

import base64
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Some:
    """A value that is there, where its own type may be None."""

    value: Any


class DomainError(Exception):
    """The handler's own error; `error` is a value as described above."""

    def __init__(self, endpoint, error):
        super().__init__(f"{endpoint}: {error!r}")
        self.error = error
        self.variant = error if isinstance(error, str) else error[0]


class RpcError(Exception):
    """The call did not reach its handler, or the handler broke."""


class Mismatch(Exception):
    """A value is not what the contract says."""

    def __init__(self, path, problem):
        super().__init__(f"{path}: {problem}")


def is_nullable(kind):
    return kind == "Nil" or (isinstance(kind, dict) and kind["kind"] == "Option")


class Contract:
    """The types and endpoints of a contract, and values to and from their typed JSON."""

    def __init__(self, document):
        self.hash = document["contract_hash"]
        self.types = {(t["module_path"], t["type_name"]): t for t in document["types"]}
        self.endpoints = {e["name"]: e for e in document["endpoints"]}

    # Each of the two walks a value beside its type. `bound` holds the arguments of the generic type
    # that is being walked.

    def encode(self, kind, value, path="value", bound=None):
        bound = bound or {}
        name = kind if isinstance(kind, str) else kind["kind"]
        match name:
            case "Int":
                return self._encode_int(kind, value, path)
            case "Float":
                return self._expect(value, (int, float), path)
            case "String":
                return self._expect(value, str, path)
            case "Bool":
                return self._expect(value, bool, path)
            case "Nil":
                return self._expect(value, type(None), path)
            case "BitArray":
                data = base64.urlsafe_b64encode(self._expect(value, bytes, path)).decode()
                return {"encoding": "base64url", "data": data}
            case "List":
                items = self._expect(value, (list, set, tuple), path)
                return [self.encode(kind["element"], item, f"{path}[{i}]", bound) for i, item in enumerate(items)]
            case "Tuple":
                return [self.encode(k, v, f"{path}[{i}]", bound)
                        for i, (k, v) in enumerate(zip(kind["elements"], value, strict=True))]
            case "Option":
                if value is None:
                    return {"type": "gleam/option.Option", "variant": "None", "fields": {}}
                inner = value.value if isinstance(value, Some) else value
                return {"type": "gleam/option.Option", "variant": "Some",
                        "fields": [self.encode(kind["inner"], inner, path, bound)]}
            case "Result":
                variant, inner = value
                side = kind["ok"] if variant == "Ok" else kind["err"]
                return {"type": "gleam/result.Result", "variant": variant,
                        "fields": [self.encode(side, inner, path, bound)]}
            case "Dict":
                pairs = [[self.encode(kind["key"], k, path, bound), self.encode(kind["value"], v, f"{path}[{k!r}]", bound)]
                         for k, v in value.items()]
                return dict(pairs) if self._has_text_keys(kind) else pairs
            case "TypeVar":
                inner, outer = bound[kind["name"]]
                return self.encode(inner, value, path, outer)
            case "UserType":
                return self._encode_user(kind, value, path, bound)
        raise Mismatch(path, f"this client does not know {name}")

    def decode(self, kind, value, path="value", bound=None):
        bound = bound or {}
        name = kind if isinstance(kind, str) else kind["kind"]
        match name:
            case "Int":
                # Beyond 2^53 an integer is written as text.
                return int(self._expect(value, (int, str), path))
            case "Float":
                return float(self._expect(value, (int, float), path))
            case "String":
                return self._expect(value, str, path)
            case "Bool":
                return self._expect(value, bool, path)
            case "Nil":
                return self._expect(value, type(None), path)
            case "BitArray":
                return base64.urlsafe_b64decode(value["data"])
            case "List":
                return [self.decode(kind["element"], item, f"{path}[{i}]", bound)
                        for i, item in enumerate(self._expect(value, list, path))]
            case "Tuple":
                return tuple(self.decode(k, v, f"{path}[{i}]", bound)
                             for i, (k, v) in enumerate(zip(kind["elements"], value, strict=True)))
            case "Option":
                if value["variant"] == "None":
                    return None
                inner = self.decode(kind["inner"], value["fields"][0], path, bound)
                return Some(inner) if is_nullable(kind["inner"]) else inner
            case "Result":
                side = kind["ok"] if value["variant"] == "Ok" else kind["err"]
                return (value["variant"], self.decode(side, value["fields"][0], path, bound))
            case "Dict":
                pairs = value.items() if self._has_text_keys(kind) else value
                return {self.decode(kind["key"], k, path, bound): self.decode(kind["value"], v, f"{path}[{k!r}]", bound)
                        for k, v in pairs}
            case "TypeVar":
                inner, outer = bound[kind["name"]]
                return self.decode(inner, value, path, outer)
            case "UserType":
                return self._decode_user(kind, value, path, bound)
        raise Mismatch(path, f"this client does not know {name}")

    def _encode_user(self, kind, value, path, bound):
        definition, bound = self._enter(kind, bound)
        full_name = f"{kind['module_path']}.{kind['type_name']}"
        if definition["kind"] == "struct":
            variant, fields = definition["variants"][0], value
        else:
            name, *rest = (value,) if isinstance(value, str) else value
            variant = self._variant(definition, name, path)
            is_labelled = any(variant["field_labels"])
            fields = rest[0] if is_labelled else rest
        return {"type": full_name, "variant": variant["variant_name"],
                "fields": self._encode_fields(variant, fields, path, bound)}

    def _encode_fields(self, variant, fields, path, bound):
        labels, kinds = variant["field_labels"], variant["field_types"]
        if not kinds:
            return {}
        if labels[0] is None:
            return [self.encode(k, v, f"{path}[{i}]", bound) for i, (k, v) in enumerate(zip(kinds, fields, strict=True))]
        if unknown := set(fields) - set(labels):
            raise Mismatch(path, f"no field {sorted(unknown)} in {variant['variant_name']}")
        if missing := [label for label in labels if label not in fields]:
            raise Mismatch(path, f"{variant['variant_name']} needs {missing}")
        return {label: self.encode(k, fields[label], f"{path}.{label}", bound) for label, k in zip(labels, kinds)}

    def _decode_user(self, kind, value, path, bound):
        definition, bound = self._enter(kind, bound)
        full_name = f"{kind['module_path']}.{kind['type_name']}"
        if value["type"] != full_name:
            raise Mismatch(path, f"expected {full_name}, got {value['type']}")
        variant = self._variant(definition, value["variant"], path)
        labels, kinds, fields = variant["field_labels"], variant["field_types"], value["fields"]
        if kinds and labels[0] is None:
            decoded = [self.decode(k, v, f"{path}[{i}]", bound) for i, (k, v) in enumerate(zip(kinds, fields, strict=True))]
        else:
            decoded = {label: self.decode(k, fields[label], f"{path}.{label}", bound) for label, k in zip(labels, kinds)}
        if definition["kind"] == "struct":
            return decoded
        if not kinds:
            return variant["variant_name"]
        return (variant["variant_name"], *(decoded if isinstance(decoded, list) else [decoded]))

    def _enter(self, kind, bound):
        """The definition of a type, and what its parameters stand for."""
        definition = self.types[kind["module_path"], kind["type_name"]]
        arguments = ((argument, bound) for argument in kind["args"])
        return definition, dict(zip(definition["type_params"], arguments))

    def _has_text_keys(self, kind):
        key = kind["key"]
        return key == "String" or (isinstance(key, dict) and key["kind"] == "String")

    @staticmethod
    def _variant(definition, name, path):
        for variant in definition["variants"]:
            if variant["variant_name"] == name:
                return variant
        raise Mismatch(path, f"{definition['type_name']} has no variant {name}")

    @staticmethod
    def _encode_int(kind, value, path):
        Contract._expect(value, int, path)
        repr_ = "i64" if isinstance(kind, str) else kind["repr"]
        bits = int(repr_[1:])
        low, high = (0, 2**bits - 1) if repr_[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        if not low <= value <= high:
            raise Mismatch(path, f"{value} is not in the range of {repr_}")
        return value if abs(value) < 2**53 else str(value)

    @staticmethod
    def _expect(value, kinds, path):
        # A bool is an int to Python, though not to the contract.
        allows_bool = kinds is bool
        if not isinstance(value, kinds) or (isinstance(value, bool) and not allows_bool):
            raise Mismatch(path, f"unexpected {type(value).__name__}")
        return value


class Server:
    """A server that is called by HTTP POST."""

    def __init__(self, base, timeout=10):
        self.base = base.rstrip("/")
        self.timeout = timeout
        self.contract = Contract(self._read(f"{self.base}/contract.json"))
        self.last_id = 0

    def call(self, name, /, **arguments):
        """The value that the handler returns.

        Raises DomainError for its own errors, RpcError where the call itself failed, Mismatch where
        a value is not what the contract says."""
        endpoint = self.contract.endpoints.get(name)
        if endpoint is None:
            raise RpcError(f"the contract has no function {name}")
        self.last_id += 1
        request = {
            "kind": "request",
            "protocol_version": "libero-json-v1",
            "contract_hash": self.contract.hash,
            "module": endpoint["module"],
            "request_id": self.last_id,
            "message": self.contract.encode(endpoint["request"], arguments, "message"),
        }
        reply = self._read(f"{self.base}/rpc", json.dumps(request).encode())
        if reply["kind"] == "error":
            raise RpcError("; ".join(f"{e['path']}: {e['message']}" for e in reply["errors"]))
        outer = reply["value"]
        if outer["variant"] == "Error":
            problem = outer["fields"][0]
            raise RpcError(f"{problem['variant']} {problem['fields']}")
        handled = outer["fields"][0]
        if handled["variant"] == "Ok":
            return self.contract.decode(endpoint["ok"], handled["fields"][0])
        raise DomainError(name, self.contract.decode(endpoint["err"], handled["fields"][0]))

    def _read(self, url, body=None):
        request = urllib.request.Request(url, data=body, headers={"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise RpcError(f"{url}: {error.code} {error.read().decode().strip()}") from None
        except urllib.error.URLError as error:
            raise RpcError(f"{url}: {error.reason}") from None
