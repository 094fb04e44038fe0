"""The JSON API under /api/v1/: one module per resource, `site.py` puts them together."""
