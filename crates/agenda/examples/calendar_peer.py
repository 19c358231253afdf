"""Reads the calendars of calendar_feed with dateutil, twice: the zones by name, and from the calendar alone.

Prints how many instants each way agree with what was meant, and every zone in which some do not.
"""

import io
import json
import sys
from collections import Counter
from datetime import datetime, timezone

from dateutil import rrule, tz

FORM = "%Y%m%dT%H%M%S"


def lines(ics):
    return ics.replace("\r\n ", "").split("\r\n")


def parts(all_lines, name):
    found, part = [], None
    for line in all_lines:
        if line == f"BEGIN:{name}":
            part = []
        elif line == f"END:{name}":
            found.append(part)
            part = None
        elif part is not None:
            part.append(line)
    return found


def instant(wall, zone):
    # An hour the clocks skip is read by the offset before them, as the standard says.
    there = tz.resolve_imaginary(datetime.strptime(wall, FORM).replace(tzinfo=zone))
    return int(there.astimezone(timezone.utc).timestamp())


def starts(events, zone):
    found, instead = [], {}
    for event in events:
        props = {}
        for line in event:
            name, value = line.split(":", 1)
            props.setdefault(name.split(";")[0], []).append(value)
        start = props["DTSTART"][0]
        if "RECURRENCE-ID" in props:
            instead[props["RECURRENCE-ID"][0]] = start
            continue
        until = [rule for rule in props["RRULE"][0].split(";") if rule.startswith("UNTIL=")]
        rule = ";".join(r for r in props["RRULE"][0].split(";") if not r.startswith("UNTIL="))
        last = datetime.strptime(until[0][6:], FORM + "Z").replace(tzinfo=timezone.utc).timestamp()
        for wall in rrule.rrulestr(f"RRULE:{rule}", dtstart=datetime.strptime(start, FORM)):
            if instant(wall.strftime(FORM), zone) > last:
                break
            if wall.strftime(FORM) not in props.get("EXDATE", []):
                found.append(wall.strftime(FORM))
    return sorted(instant(instead.get(wall, wall), zone) for wall in found)


def main():
    right, all_of, wrong = Counter(), 0, {"by name": Counter(), "from the calendar": Counter()}
    unknown = set()
    for line in open(sys.argv[1], encoding="utf-8"):
        told = json.loads(line)
        name, ics, meant = told["zone"], told["ics"], told["meant"]
        all_of += len(meant)
        unfolded = lines(ics)
        events = parts(unfolded, "VEVENT")
        zones = {"by name": tz.gettz(name), "from the calendar": tz.tzical(io.StringIO(ics)).get(name)}
        for way, zone in zones.items():
            if zone is None:
                unknown.add(name)
                continue
            agree = sum(a == b for a, b in zip(starts(events, zone), meant, strict=False))
            right[way] += agree
            if agree != len(meant):
                wrong[way][name] += len(meant) - agree
    for way, others in wrong.items():
        print(f"{way}: {right[way]} of {all_of}; others in {dict(others)}")
    print(f"not known by name: {sorted(unknown)}")


main()
