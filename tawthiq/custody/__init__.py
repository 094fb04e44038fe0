"""Custody of a register's files: what must be as it was, copies that can be trusted, and proof of when (standards §5.1–5.3, §5.17)."""
