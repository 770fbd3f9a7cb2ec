"""Holds JSON Schemas against values: all of a contract's vectors, and what must be refused of them.

    values.py SCHEMA VECTORS

SCHEMA is what `libero schema CONTRACT` prints, VECTORS what `libero vectors CONTRACT` does.
"""

import json
import re
import sys
from collections import Counter

import jsonschema_rs

def name(kind):
    full = f"{kind['module_path'].replace('/', '.')}.{kind['type_name']}"
    return re.sub("[^A-Za-z0-9._-]", lambda found: f"_u{ord(found[0]):x}", full)


def twice(pairs):
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)


def main():
    schema, vectors = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
    definitions = schema["$defs"]

    def validator(reference):
        return jsonschema_rs.Draft202012Validator(
            {"$ref": reference, "$defs": definitions}, validate_formats=True
        )

    wrong = []
    counts = Counter()

    def accept(check, text, what):
        counts["values"] += 1
        value = json.loads(text)
        if not check.is_valid(value):
            wrong.append(f"{what}: a value is refused: {next(check.iter_errors(value))}\n  {text[:400]}")

    for kind in vectors["types"]:
        both = [validator(f"#/$defs/{name(kind)}")]
        if f"{name(kind)}.Input" in definitions:
            both.append(validator(f"#/$defs/{name(kind)}.Input"))
        for vector in kind["values"]:
            for check in both:
                accept(check, vector["json"], name(kind))
        for vector in kind["refused"]:
            text = vector.get("json")
            if text is None:
                continue
            try:
                value = json.loads(text, object_pairs_hook=twice)
                json.dumps(value, ensure_ascii=False).encode()
            except (ValueError, RecursionError):
                counts["no JSON at all"] += 1
                continue
            # Input may leave fields out that output never does: its schema is the one to hold.
            if not both[-1].is_valid(value):
                counts["refused"] += 1
            else:
                wrong.append(f"{name(kind)}: {vector['note']} is taken for a value\n  {text[:400]}")

    for call in vectors["endpoints"]:
        properties = schema["properties"][f"{call['module']}.{call['name']}"]["properties"]
        request = validator(properties["request"]["$ref"])
        for vector in call["requests"]:
            message = json.dumps(json.loads(vector["json"])["message"])
            accept(request, message, f"{call['module']}.{call['name']}")
        parts = {
            variant: jsonschema_rs.Draft202012Validator(
                {**properties[part], "$defs": definitions}, validate_formats=True
            )
            for variant, part in (("Ok", "ok"), ("Error", "err"))
        }
        for vector in call["responses"]:
            outer = json.loads(vector["json"]).get("value", {})
            if outer.get("variant") == "Ok":
                inner = outer["fields"][0]
                text = json.dumps(inner["fields"][0])
                accept(parts[inner["variant"]], text, f"{call['module']}.{call['name']}")

    print(", ".join(f"{what}: {count}" for what, count in sorted(counts.items())))
    if not counts["values"] or not counts["refused"]:
        wrong.append("there was nothing to check")
    for line in wrong[:20]:
        print(line)
    if wrong:
        sys.exit(f"{len(wrong)} of the schemas' verdicts are wrong")


main()
