"""The public site: static pages in two languages drawn from a release alone, for any web server or straight from a disk.

`build.py` writes them; `pages.py` says what stands on which page, `incidents.py` puts records into words, `search.py` makes
the index that the reader's own machine searches. No page loads anything from another host; all but searching works without
JavaScript.
"""
