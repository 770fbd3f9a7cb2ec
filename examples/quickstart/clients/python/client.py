#!/usr/bin/env python3
"""Calls the task board: python3 client.py [URL]. Ends with 1 when an answer is not as expected."""

import os
import sys

from libero_contract import DomainError, Mismatch, RpcError, Server, Some


def expect(is_so, what):
    if not is_so:
        sys.exit(f"not as expected: {what}")


def person(server, name):
    """Adds a person; one who is there already comes with the error."""
    try:
        return server.call("add_person", name=name, role="Member")
    except DomainError as error:
        match error.error:
            case ("NameTaken", {"by": known}):
                return known
        raise


def main(base):
    server = Server(base)
    contract = server.contract
    print(f"contract   {contract.hash[:12]}… with {len(contract.types)} types, {len(contract.endpoints)} functions")

    pythia = person(server, "Pythia")
    print(f"person     {pythia['name']} is {pythia['role']} {pythia['id']}")

    task = server.call("create_task", title="Written by Python", notes=None, priority="High",
                       tags=["snake", "demo"], assignee=pythia["id"], due=(2032, 2, 29), estimate=(1, 2))
    expect(task["tags"] == ["demo", "snake"] and task["due"] == (2032, 2, 29), task)
    print(f"task       {task['id']} “{task['title']}”, tags {', '.join(task['tags'])}, due {task['due']}")

    try:
        server.call("create_task", title=" ", notes=None, priority="Low", tags=[], assignee=None,
                    due=(2031, 2, 29), estimate=None)
        expect(False, "a blank title was accepted")
    except DomainError as error:
        expect(error.error == ("Invalid", {"Title": "Empty", "Due": "NoSuchDay"}), error)
        print(f"refused    {error.variant}: {', '.join(f'{k} {v}' for k, v in error.error[1].items())}")

    try:
        server.call("load_task", id=-1)
        expect(False, "a negative id was sent")
    except Mismatch as error:
        print(f"not sent   {error}")

    task = server.call("move_task", id=task["id"], version=task["version"],
                       to=("Blocked", ("Person", {"name": "Ada", "question": None})))
    expect(task["status"][1]["by"] == ("Person", {"name": "Ada", "question": None}), task)
    print(f"moved      to {task['status'][0]}, by {task['status'][1]['by']}")

    keep = dict(title=None, notes=None, priority=None, tags=None, assignee=None, estimate=None)
    task = server.call("change_task", id=task["id"], version=task["version"], change={**keep, "due": Some(None)})
    expect(task["due"] is None and task["title"] == "Written by Python", task)
    print(f"changed    due is {task['due']} now, version {task['version']}")

    content = bytes(range(256))
    file = server.call("attach", task=task["id"], name="all.bin", media_type="", content=content)
    expect(server.call("load_attachment", id=file["id"])["content"] == content, "other bytes came back")
    print(f"attached   {file['name']}, {file['size']} bytes there and back")

    page = server.call("list_tasks", filter=dict(column=None, tag="snake", assignee=Some(pythia["id"]), text=None),
                       after=None, limit=1)
    expect(len(page["items"]) == 1 and page["total"] >= 1, page)
    print(f"found      {len(page['items'])} of {page['total']} by tag and person")

    stats = server.call("board_stats")
    expect(stats["by_column"]["Blocked"] >= 1 and stats["by_tag"]["snake"] >= 1, stats)
    print(f"stats      {', '.join(f'{k} {v}' for k, v in stats['by_column'].items())}")

    server.call("remove_task", id=task["id"])
    try:
        server.call("load_task", id=task["id"])
        expect(False, "the task is still there")
    except DomainError as error:
        expect(error.error == ("NotFound", {"id": task["id"]}), error)
        print(f"removed    {error.error}")


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("QUICKSTART_URL", "http://127.0.0.1:8080")
    try:
        main(url)
    except (RpcError, DomainError, Mismatch) as failure:
        sys.exit(f"{type(failure).__name__}: {failure}")
