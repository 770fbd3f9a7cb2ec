#!/usr/bin/env python3
"""A client of any contract that knows nothing but contract.json; docs/write-an-sdk.md walks through it.

    client.py contract.json vectors.json                     tests it, without a server
    client.py contract.json http://127.0.0.1:8080/rpc        calls the quickstart

A constructor is (name, [field, …]), an option None or ("some", value), a result ("ok", value) or ("error", value).
"""

import json
import struct
import sys
import urllib.request


class Contract:
    def __init__(self, document):
        self.hash = document["contract_hash"]
        self.types = {(t["module_path"], t["type_name"]): t for t in document["types"]}
        self.endpoints = {e["name"]: e for e in document["endpoints"]}

    def declared(self, ty, bound):
        """The constructors of a type, and what its parameters stand for: a type with its own `bound`."""
        definition = self.types[ty["module_path"], ty["type_name"]]
        return definition["variants"], dict(zip(definition["type_params"], ((a, bound) for a in ty["args"])))

    def write(self, ty, value, bound=None):
        kind = ty if isinstance(ty, str) else ty["kind"]
        match kind:
            case "Int" if 0 <= value < 256:
                return bytes([97, value])
            case "Int" if -(2**31) <= value < 2**31:
                return b"b" + struct.pack(">i", value)
            case "Int":
                size = (abs(value).bit_length() + 7) // 8
                return b"n" + bytes([size, value < 0]) + abs(value).to_bytes(size, "little")
            case "Float":
                return b"F" + struct.pack(">d", value)
            case "String" | "BitArray":
                return counted(b"m", value.encode() if kind == "String" else value)
            case "Bool" | "Nil":
                return atom({True: "true", False: "false", None: "nil"}[value])
            case "List":
                items = [self.write(ty["element"], item, bound) for item in value]
                items = sorted(items) if ty.get("unique") else items
                return counted(b"l", items) + b"j" if items else b"j"
            case "Tuple":
                return counted(b"h", [self.write(t, v, bound) for t, v in zip(ty["elements"], value, strict=True)])
            case "Option" if value is None:
                return atom("none")
            case "Option" | "Result":
                inner = ty[{"some": "inner", "ok": "ok", "error": "err"}[value[0]]]
                return counted(b"h", [atom(value[0]), self.write(inner, value[1], bound)])
            case "Dict":
                pairs = [(self.write(ty["key"], k, bound), k, self.write(ty["value"], v, bound)) for k, v in value]
                return counted(b"t", [key + held for key, _, held in sorted(pairs, key=erlang_order)])
            case "TypeVar":
                return self.write(bound[ty["name"]][0], value, bound[ty["name"]][1])
        variants, bound = self.declared(ty, bound)
        variant = next(v for v in variants if v["variant_name"] == value[0])
        fields = [self.write(t, v, bound) for t, v in zip(variant["field_types"], value[1], strict=True)]
        head = atom(variant["wire_hash"])
        return counted(b"h", [head, *fields]) if fields else head

    def read(self, ty, r, bound=None):
        kind = ty if isinstance(ty, str) else ty["kind"]
        match kind:
            case "Int":
                value, width = r.int(r.tag("abn")), "i64" if kind == ty else ty["repr"]
                span = 1 << int(width[1:])
                low = 0 if width[0] == "u" else -span // 2
                return value if low <= value < low + span else r.refuse(f"{value} is no {width}")
            case "Float":
                whole = struct.unpack(">d", r.take(8))[0] if r.tag("Fabn") == "F" else r.int(r.last)
                value = narrow(whole) if kind != ty and ty.get("repr") == "f32" else float(whole)
                # NaN is not itself, and infinity less itself is NaN.
                return value if value - value == 0 and (type(whole) is float or value == whole) else r.refuse("no Float")
            case "String" | "BitArray":
                r.tag("m")
                data = r.take(r.u32())
                if kind != ty and ty.get("len") not in (None, len(data)):
                    r.refuse(f"expected {ty['len']} bytes")
                return data.decode() if kind == "String" else data
            case "Bool" | "Nil":
                return {"nil": None}[r.atom()] if kind == "Nil" else {"true": True, "false": False}[r.atom()]
            case "List":
                items = [self.read(ty["element"], r, bound) for _ in r.items()]
                terms = {self.write(ty["element"], item, bound) for item in items} if ty.get("unique") else items
                if ty.get("len") not in (None, len(items)) or len(terms) != len(items):
                    r.refuse("another number of items, or one that is there twice")
                return items
            case "Tuple":
                r.tuple(len(ty["elements"]))
                return tuple(self.read(t, r, bound) for t in ty["elements"])
            case "Option" if r.peek() == "w":
                return {"none": None}[r.atom()]
            case "Option" | "Result":
                r.tuple(2)
                name = r.atom()
                inner = {"some": "inner"} if kind == "Option" else {"ok": "ok", "error": "err"}
                return (name, self.read(ty[inner[name]], r, bound))
            case "Dict":
                r.tag("t")
                pairs = [(self.read(ty["key"], r, bound), self.read(ty["value"], r, bound)) for _ in range(r.u32())]
                keys = {self.write(ty["key"], key, bound) for key, _ in pairs}
                return pairs if len(keys) == len(pairs) else r.refuse("a key twice")
            case "TypeVar":
                return self.read(bound[ty["name"]][0], r, bound[ty["name"]][1])
        variants, bound = self.declared(ty, bound)
        count = 0 if r.peek() == "w" else r.tuple() - 1
        wire_hash = r.atom()
        for variant in variants:
            if variant["wire_hash"] == wire_hash and len(variant["field_types"]) == count:
                return (variant["variant_name"], [self.read(t, r, bound) for t in variant["field_types"]])
        return r.refuse(f"{ty['type_name']} has no constructor {wire_hash} with {count} fields")


def narrow(value):
    """As a float of 32 bits; OverflowError where there is none."""
    return struct.unpack(">f", struct.pack(">f", value))[0]


def atom(name):
    return b"w" + bytes([len(name)]) + name.encode()


def counted(tag, parts):
    """A term of many parts: a small tuple has a byte for their number, everything else four."""
    tag = b"i" if tag == b"h" and len(parts) > 255 else tag
    count = bytes([len(parts)]) if tag == b"h" else struct.pack(">I", len(parts))
    return tag + count + (parts if isinstance(parts, bytes) else b"".join(parts))


def erlang_order(entry):
    """Integers by value, text by its bytes, atoms by their letters: behind the tag and the length."""
    term, key, _ = entry
    return key if type(key) is int else term[5:] if term[:1] == b"m" else term[2:]


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def refuse(self, why):
        raise ValueError(f"byte {self.at}: {why}")

    def take(self, count):
        self.at += count
        return self.data[self.at - count : self.at] if self.at <= len(self.data) else self.refuse("ends early")

    def u32(self):
        count = struct.unpack(">I", self.take(4))[0]
        return count if count <= len(self.data) else self.refuse(f"{count} do not fit")

    def peek(self):
        return chr(self.data[self.at]) if self.at < len(self.data) else self.refuse("ends early")

    def tag(self, allowed):
        self.last = chr(self.take(1)[0])
        return self.last if self.last in allowed else self.refuse(f"expected one of {allowed}, got {self.last!r}")

    def int(self, tag):
        if tag != "n":
            return self.take(1)[0] if tag == "a" else struct.unpack(">i", self.take(4))[0]
        size, sign = self.take(2)
        return int.from_bytes(self.take(size), "little") * (-1 if sign else 1)

    def atom(self):
        self.tag("w")
        return self.take(self.take(1)[0]).decode()

    def tuple(self, due=None):
        count = self.take(1)[0] if self.tag("hi") == "h" else self.u32()
        return count if due in (None, count) else self.refuse(f"expected {due} terms, got {count}")

    def items(self):
        if self.tag("jl") == "l":
            yield from range(self.u32())
            self.tag("j")


def decode(contract, ty, data):
    r = Reader(data)
    if r.take(1) != b"\x83":
        r.refuse("not a term")
    value = contract.read(ty, r)
    return value if r.at == len(data) else r.refuse("bytes after the end")


def call(contract, url, name, *fields):
    endpoint = contract.endpoints[name]
    message = contract.write(endpoint["request"], (endpoint["request"]["type_name"], fields))
    frame = b"\x83" + counted(b"h", [counted(b"m", endpoint["module"].encode()), b"a\x01", message])
    headers = {"content-type": "application/vnd.libero.etf", "libero-contract": contract.hash}
    with urllib.request.urlopen(urllib.request.Request(url, frame, headers), timeout=10) as response:
        answer = response.read()
    # What is behind `{error, F}`, where no handler answered, is none of the contract's types.
    result = {"kind": "Result", "ok": endpoint["ok"], "err": endpoint["err"]}
    return decode(contract, {"kind": "Result", "ok": result, "err": "Nil"}, answer[5:])[1]


def check(contract, vectors):
    """What is taken though it should be refused; fails where bytes are not the same."""
    for of in vectors["types"]:
        ty = {"kind": "UserType", "module_path": of["module_path"], "type_name": of["type_name"], "args": []}
        for vector in of["values"]:
            data = bytes.fromhex(vector["etf"])
            assert b"\x83" + contract.write(ty, decode(contract, ty, data)) == data, (ty, vector)
        for vector in of["refused"]:
            if "etf" in vector and not is_refused(contract, ty, bytes.fromhex(vector["etf"])):
                yield f"{of['type_name']}, {vector['note']}: was taken"


def is_refused(contract, ty, data):
    try:
        decode(contract, ty, data)
    except (ValueError, KeyError, OverflowError):
        return True
    return False


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: client.py contract.json (URL | vectors.json)")
    with open(sys.argv[1], encoding="utf-8") as file:
        the_contract = Contract(json.load(file))
    if sys.argv[2].startswith("http"):
        print(call(the_contract, sys.argv[2], "limits"))
        print(call(the_contract, sys.argv[2], "load_task", 2**40))
    else:
        with open(sys.argv[2], encoding="utf-8") as file:
            sys.exit("\n".join(check(the_contract, json.load(file))) or 0)
