"""A generated package against the vectors that `libero vectors` makes of its contract.

    PYTHONPATH=…/generated/python python3 test_vectors.py corpus_sdk vectors.json
"""

import importlib
import inspect
import json
import sys
import unittest
from pathlib import Path
from typing import Any

PACKAGE, FILE = sys.argv[1:3]
VECTORS: Any = json.loads(Path(FILE).read_text(encoding="utf-8"))
codecs: Any = importlib.import_module(f"{PACKAGE}.codecs")
client: Any = importlib.import_module(f"{PACKAGE}.client")
runtime: Any = importlib.import_module(f"{PACKAGE}.runtime")
calls: Any = importlib.import_module(f"{PACKAGE}.runtime.calls")


def without_parameters() -> dict[str, Any]:
    """The codecs by the names of their types."""
    found = {}
    for _, function in inspect.getmembers(codecs, inspect.isfunction):
        if not inspect.signature(function).parameters:
            codec = function()
            found[codec.name] = codec
    return found


CODECS = without_parameters()
ENDPOINTS = {
    value.full_name: value for value in vars(client).values() if isinstance(value, runtime.Endpoint)
}


class Vectors(unittest.TestCase):
    def test_values_are_read_and_written_to_the_byte(self) -> None:
        count = 0
        for entry in VECTORS["types"]:
            codec = CODECS[f"{entry['module_path']}.{entry['type_name']}"]
            for vector in entry["values"]:
                with self.subTest(codec.name, note=vector["note"]):
                    data = bytes.fromhex(vector["etf"])
                    self.assertEqual(codec.encode(codec.decode(data)).hex(), vector["etf"])
                    count += 1
        self.assertGreater(count, 0)

    def test_what_is_wrong_is_refused_at_its_place(self) -> None:
        count = 0
        for entry in VECTORS["types"]:
            codec = CODECS[f"{entry['module_path']}.{entry['type_name']}"]
            for vector in entry["refused"]:
                if "etf" not in vector:
                    continue
                with self.subTest(codec.name, note=vector["note"]):
                    with self.assertRaises(runtime.InvalidValue) as caught:
                        codec.decode(bytes.fromhex(vector["etf"]))
                    self.assertEqual(caught.exception.path, vector["path"])
                    self.assertIsNotNone(caught.exception.offset)
                    count += 1
        self.assertGreater(count, 0)

    def test_requests_are_written_to_the_byte(self) -> None:
        for entry in VECTORS["endpoints"]:
            endpoint = ENDPOINTS[f"{entry['module']}.{entry['name']}"]
            for vector in entry["requests"]:
                with self.subTest(endpoint.full_name, note=vector["note"]):
                    r = runtime.etf.Reader(bytes.fromhex(vector["etf"]), runtime.Limits())
                    r.version()
                    self.assertEqual(r.tuple("request"), 3)
                    self.assertEqual(r.text(), endpoint.module)
                    request_id = r.integer("id")
                    self.assertEqual(request_id, vector["request_id"])
                    message = endpoint.request.read(r)
                    written = endpoint.write_request(request_id, message)
                    self.assertEqual(written.hex(), vector["etf"])

    def test_responses_are_what_they_say(self) -> None:
        for entry in VECTORS["endpoints"]:
            endpoint = ENDPOINTS[f"{entry['module']}.{entry['name']}"]
            for vector in entry["responses"]:
                with self.subTest(endpoint.full_name, note=vector["note"]):
                    try:
                        frame = bytes.fromhex(vector["etf"])
                        request_id, result = endpoint.read_response(frame)
                        kind = "ok" if isinstance(result, runtime.Ok) else "error"
                        self.assertEqual(request_id, vector["request_id"])
                    except runtime.InvalidValue:
                        raise
                    except runtime.CallError:
                        kind = "failure"
                    self.assertIn(kind, vector["outcome"])
            for vector in entry["refused_responses"]:
                if "etf" not in vector:
                    continue
                with self.subTest(endpoint.full_name, refused=vector["note"]):
                    with self.assertRaises(runtime.InvalidValue) as caught:
                        endpoint.read_response(bytes.fromhex(vector["etf"]))
                    self.assertEqual(caught.exception.path, vector["path"])

    def test_random_bytes_raise_nothing_else(self) -> None:
        for entry in VECTORS["types"]:
            codec = CODECS[f"{entry['module_path']}.{entry['type_name']}"]
            for vector in entry["values"][:3]:
                data = bytes.fromhex(vector["etf"])
                # Each byte changed in turn, a few ways.
                for at in range(0, len(data), 1 + len(data) // 40):
                    for byte in (0, 97, 104, 106, 109, 255, data[at] ^ 1):
                        hostile = data[:at] + bytes((byte,)) + data[at + 1 :]
                        try:
                            codec.decode(hostile)
                        except runtime.InvalidValue as refusal:
                            self.assertTrue(refusal.path.startswith("value"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
