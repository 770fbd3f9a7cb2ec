"""Calls of the quickstart's generated package.

    PYTHONPATH=…/generated/python python3 test_calls.py URL

`URL` is where a quickstart takes calls; servers that behave badly are made up here.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import json
import socket
import sys
import threading
import time
import unittest
from collections.abc import Callable, Iterator
from dataclasses import replace

import quickstart_sdk as board
from quickstart_sdk import AsyncClient, Client, Err, Ok, client, runtime

URL = sys.argv[1]
Answer = tuple[int, bytes, dict[str, str]]


@contextlib.contextmanager
def server(answer: Callable[[bytes, str], Answer]) -> Iterator[str]:
    """Answers each POST with what the function makes of its body and its contract header."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status, data, headers = answer(body, self.headers["libero-contract"])
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.server_address[1]}/rpc"
    finally:
        listener.shutdown()
        listener.server_close()


def answering(term: str) -> Callable[[bytes, str], Answer]:
    """Answers request 1 with a term, in hexadecimal digits."""
    return lambda body, header: (200, bytes.fromhex("0000000001" + term), {})


class RealServer(unittest.TestCase):
    def test_calls_have_results(self) -> None:
        with Client(URL) as server:
            self.assertIsInstance(server.limits().unwrap(), board.Limits)
            self.assertEqual(server.load_task(2**40), Err(board.TaskErrorNotFound(2**40)))
            with self.assertRaises(board.DomainError) as caught:
                server.load_task(2**40).unwrap()
            self.assertEqual(caught.exception.error, board.TaskErrorNotFound(2**40))

    def test_many_are_awaited_at_once(self) -> None:
        async def all_of_them() -> list[Ok[board.Stats] | Err[board.TaskError]]:
            async with AsyncClient(URL) as server:
                return await asyncio.gather(*(server.board_stats() for _ in range(40)))

        results = asyncio.run(all_of_them())
        self.assertEqual(len(results), 40)
        self.assertTrue(all(isinstance(result, Ok) for result in results))

    def test_threads_share_a_client(self) -> None:
        results: list[object] = []
        with Client(URL) as server:
            calls = [threading.Thread(target=lambda: results.append(server.limits())) for _ in range(16)]
            for call in calls:
                call.start()
            for call in calls:
                call.join()
        self.assertEqual(len(results), 16)
        self.assertTrue(all(isinstance(result, Ok) for result in results))

    def test_a_client_of_another_contract_calls_what_is_the_same(self) -> None:
        class Older(Client):
            _contract_hash = "0" * 64

        with Older(URL) as server:
            self.assertIsInstance(server.limits(), Ok)
            other = replace(client._limits_call, hash="0" * 16)
            with self.assertRaises(runtime.Stale) as caught:
                server._call(other, board.ServerLimits())
            self.assertEqual(caught.exception.name, "account.limits")
            self.assertIsInstance(server.board_stats(), Ok)

    def test_a_wrong_argument_names_its_field(self) -> None:
        change = board.TaskChange(None, None, None, ["a", 7], None, None, None)  # type: ignore[list-item]
        with Client(URL) as server, self.assertRaises(runtime.InvalidValue) as caught:
            server.change_task(1, 1, change)
        path = "message.fields.change.fields.tags.fields[0][1]"
        self.assertEqual(str(caught.exception), f"{path}: expected String, got int")

    def test_another_address_is_no_server(self) -> None:
        with Client(URL.removesuffix("/rpc") + "/nowhere") as server, self.assertRaises(runtime.Offline) as caught:
            server.limits()
        self.assertIn("status 4", str(caught.exception))


class BadServers(unittest.TestCase):
    def test_each_failure_has_its_class(self) -> None:
        cases: list[tuple[str, type[Exception], str]] = [
            ("8368027705" + b"error".hex() + "7711" + b"malformed_request".hex(), runtime.Malformed, "could not read"),
            (
                "8368027705" + b"error".hex() + "68027710" + b"unknown_function".hex() + "6d00000003" + b"a.b".hex(),
                runtime.UnknownFunction,
                "a.b",
            ),
            (
                "8368027705"
                + b"error".hex()
                + "6803770e"
                + b"internal_error".hex()
                + "6d00000002"
                + b"t1".hex()
                + "6d00000004"
                + b"oops".hex(),
                runtime.InternalError,
                "oops (trace t1)",
            ),
            ("83", runtime.InvalidValue, "value: the input ends early"),
            ("8361", runtime.InvalidValue, "value: expected Result, got Int"),
        ]
        for term, kind, text in cases:
            with self.subTest(kind.__name__, text=text), server(answering(term)) as url, Client(url) as caller:
                with self.assertRaises(kind) as caught:
                    caller.limits()
                self.assertIn(text, str(caught.exception))

    def test_an_answer_to_another_call_is_refused(self) -> None:
        ok = "00000000078368027702" + b"ok".hex() + "68027702" + b"ok".hex() + "6100"
        with server(lambda body, header: (200, bytes.fromhex(ok), {})) as url, Client(url) as caller:
            with self.assertRaises(runtime.InvalidValue):
                caller.count_tasks()

    def test_an_answer_without_end_is_not_kept(self) -> None:
        limits = runtime.Limits(bytes=1000)
        with server(lambda body, header: (200, bytes(2000), {})) as url:
            with Client(url, limits=limits) as caller, self.assertRaises(runtime.InvalidValue) as caught:
                caller.limits()
        self.assertIn("more than 1000 bytes", str(caught.exception))

    def test_nobody_there_is_offline(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with Client(f"http://127.0.0.1:{port}/rpc") as caller, self.assertRaises(runtime.Offline):
            caller.limits()

    def test_no_answer_is_a_timeout(self) -> None:
        def slowly(body: bytes, header: str) -> Answer:
            time.sleep(0.5)
            return (200, b"", {})

        with server(slowly) as url, Client(url, timeout=0.05) as caller, self.assertRaises(runtime.Timeout):
            caller.limits()

    def test_a_connection_that_was_closed_is_not_used_again(self) -> None:
        ok = "8368027702" + b"ok".hex() + "68027702" + b"ok".hex() + "6105"
        ids = iter(range(1, 9))

        def once(body: bytes, header: str) -> Answer:
            return (200, bytes((0, 0, 0, 0, next(ids))) + bytes.fromhex(ok), {"connection": "close"})

        with server(once) as url, Client(url) as caller:
            self.assertEqual([caller.count_tasks() for _ in range(3)], [Ok(5)] * 3)

    def test_a_new_deploy_is_asked_anew(self) -> None:
        """The first POST is answered with the contract; then each says the hash of its function, until
        a server of yet another contract answers."""
        heard: list[str] = []
        hashes = {"board/queries.count_tasks": client._count_tasks_call.hash}
        document = {"kind": "contract", "contract_hash": "b" * 64, "endpoints": hashes, "pushes": {}}
        ok = bytes.fromhex("8368027702" + b"ok".hex() + "68027702" + b"ok".hex() + "6105")
        speaks = {"libero-contract": "b" * 64}

        def answer(body: bytes, header: str) -> Answer:
            heard.append(header)
            if " " not in header:
                return (409, json.dumps(document).encode(), speaks)
            return (200, bytes((0, 0, 0, 0, body[body.index(b"a", 8) + 1])) + ok, speaks)

        name = client._count_tasks_call.full_name
        document["endpoints"] = {name: client._count_tasks_call.hash}
        with server(answer) as url, Client(url) as caller:
            for attempt in range(2):
                with self.subTest(attempt):
                    with contextlib.suppress(runtime.InvalidValue):
                        caller.count_tasks()
            self.assertEqual([" " in header for header in heard], [False, True, True])
            with self.assertRaises(runtime.Stale):
                caller.limits()
            self.assertEqual(len(heard), 3, "what is stale is not sent")
            speaks["libero-contract"] = "c" * 64
            with contextlib.suppress(runtime.InvalidValue):
                caller.count_tasks()
            with self.assertRaises(runtime.Stale):
                caller.limits()
            self.assertEqual(len(heard), 5, "and asked again of a new deploy")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
