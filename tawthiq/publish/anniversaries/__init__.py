"""On this day: what the register's incidents are the anniversary of, as a page, a calendar and a feed.

Years are counted from the event's own day (`counting`, which the workbench uses too); `entries` picks and describes the
incidents, `calendar_file` and `feed` write them as iCalendar and Atom, `page` draws them.
"""
