"""Anniversaries as an iCalendar file (RFC 5545): one whole-day event for each, with its years in the heading.

A rule that repeats every year could not say how many years it has been, nor move 29 February; so each day is an event of its own.
No clock reaches the file: the time stamp that the format asks for is the midnight of the day itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from tawthiq.publish.anniversaries.entries import Entry
from tawthiq.publish.wording import Wording


def icalendar(entries: Iterable[Entry], w: Wording) -> bytes:
    """The calendar file, UTF-8, lines folded as the format has it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tawthiq//anniversaries//" + w.lang.upper())
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", w("anniversary.title"))
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.incident}-{entry.day.year}@tawthiq")
        event.add("dtstamp", datetime.combine(entry.day, time(), UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.heading, parameters={"language": w.lang})
        event.add("description", entry.summary, parameters={"language": w.lang})
        if entry.place:
            event.add("location", entry.place, parameters={"language": w.lang})
        if entry.position is not None:
            lon, lat = entry.position
            event.add("geo", (lat, lon))
        if entry.link:
            event.add("url", entry.link)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
