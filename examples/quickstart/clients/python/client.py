#!/usr/bin/env python3
"""Calls the task board with the generated package. Ends with 1 when an answer is not as expected."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "generated" / "python"))

import quickstart_sdk as board
from quickstart_sdk import AsyncClient, Client, Err, Ok, Some
from quickstart_sdk.runtime import InvalidValue


def expect(is_so: bool, what: object) -> None:
    if not is_so:
        sys.exit(f"not as expected: {what}")


def person(server: Client, name: str) -> board.Person:
    """Adds a person; one who is there already comes with the error."""
    match server.add_person(name, board.Role.MEMBER):
        case Ok(added):
            return added
        case Err(board.AccountErrorNameTaken(by=known)):
            return known
        case Err(error):
            sys.exit(f"not as expected: {error}")


def main(url: str) -> None:
    with Client(url) as server:
        pythia = person(server, "Pythia")
        print(f"person     {pythia.name} is {pythia.role.value} {pythia.id}")

        task = server.create_task(
            title="Written by Python",
            notes=None,
            priority=board.Priority.HIGH,
            tags=["snake", "demo"],
            assignee=pythia.id,
            due=(2032, 2, 29),
            estimate=(1, 2),
        ).unwrap()
        expect(sorted(task.tags) == ["demo", "snake"] and task.due == (2032, 2, 29), task)
        print(f"task       {task.id} “{task.title}”, tags {', '.join(sorted(task.tags))}, due {task.due}")

        match server.create_task(" ", None, board.Priority.LOW, [], None, (2031, 2, 29), None):
            case Err(board.TaskErrorInvalid(problems)):
                found = {field.name: problem for field, problem in problems.items()}
                empty, day = board.ProblemEmpty(), board.ProblemNoSuchDay()
                expect(found == {"TITLE": empty, "DUE": day}, found)
                print(f"refused    {', '.join(found)}")
            case other:
                expect(False, other)

        try:
            server.load_task(-1)
            expect(False, "a negative id was sent")
        except InvalidValue as error:
            print(f"not sent   {error}")

        by = board.BlockerPerson("Ada", None)
        task = server.move_task(task.id, task.version, board.DestinationBlocked(by)).unwrap()
        expect(isinstance(task.status, board.StatusBlocked) and task.status.by == by, task)
        print(f"moved      to {task.status}")

        no_due = board.TaskChange(
            title=None,
            notes=None,
            priority=None,
            tags=None,
            assignee=None,
            due=Some(None),
            estimate=None,
        )
        task = server.change_task(task.id, task.version, no_due).unwrap()
        expect(task.due is None and task.title == "Written by Python", task)
        print(f"changed    due is {task.due} now, version {task.version}")

        content = bytes(range(256))
        file = server.attach(task.id, "all.bin", "", content).unwrap()
        expect(server.load_attachment(file.id).unwrap().content == content, "other bytes came back")
        print(f"attached   {file.name}, {file.size} bytes there and back")

        wanted = board.TaskFilter(column=None, tag="snake", assignee=Some(pythia.id), text=None)
        page = server.list_tasks(wanted, after=None, limit=1).unwrap()
        expect(len(page.items) == 1 and page.total >= 1, page)
        print(f"found      {len(page.items)} of {page.total} by tag and person")

        server.remove_task(task.id).unwrap()
        expect(server.load_task(task.id) == Err(board.TaskErrorNotFound(task.id)), "the task is there")
        print(f"removed    {task.id}")

    asyncio.run(at_once(url))


async def at_once(url: str) -> None:
    async with AsyncClient(url) as server:
        people, stats = await asyncio.gather(server.list_people(), server.board_stats())
        columns = ", ".join(f"{c.value} {n}" for c, n in stats.unwrap().by_column.items())
        print(f"at once    {len(people.unwrap())} people; {columns}")


if __name__ == "__main__":
    usage = argparse.ArgumentParser(description=__doc__)
    usual = os.environ.get("QUICKSTART_URL", "http://127.0.0.1:8080")
    usage.add_argument("url", nargs="?", default=usual, help=f"of the server; {usual} unless given")
    base = usage.parse_args().url
    try:
        main(f"{base}/rpc")
    except (board.CallError, board.DomainError) as failure:
        sys.exit(f"{type(failure).__name__}: {failure}")
    except ValueError as wrong:
        usage.error(str(wrong))
