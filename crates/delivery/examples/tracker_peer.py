"""Reads a search of Jira with its changelog and unites it, as tracker_bench does: the peer of its figures.

Only Python's own library: json for the text, datetime for the moments, a dict for what is united.
"""

import json
import sys
import time
from datetime import datetime


def moment(words):
    return datetime.strptime(words, "%Y-%m-%dT%H:%M:%S.%f%z")


def told(issue):
    fields, history = issue["fields"], {}
    for entry in issue["changelog"]["histories"]:
        at = moment(entry["created"])
        for item in entry["items"]:
            if item["field"] == "status":
                history[(at, 0)] = item["toString"]
            elif item["field"] == "timespent":
                history[(at, 3)] = float(item["to"]) / 28800
    return {
        "key": issue["key"],
        "title": fields["summary"],
        "opened": moment(fields["created"]),
        "updated": moment(fields["updated"]),
        "history": history,
    }


def hear(book, item):
    known = book.get(item["key"])
    if known is None:
        book[item["key"]] = item
        return True
    before = (known["updated"], dict(known["history"]))
    known["history"].update(item["history"])
    known["updated"] = max(known["updated"], item["updated"])
    return before != (known["updated"], known["history"])


with open(sys.argv[1], "rb") as file:
    data = file.read()
begun = time.perf_counter()
items = [told(issue) for issue in json.loads(data)["issues"]]
parsed = time.perf_counter() - begun
book = {}
new = sum(hear(book, item) for item in items)
first = time.perf_counter() - begun
changes = sum(len(item["history"]) for item in book.values())
print(f"{len(book)} items, {changes} changes: read {parsed:.2f} s, read and united {first:.2f} s; {new} new")
