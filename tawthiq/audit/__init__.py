"""Checks statistical reports, others' and our own: sums, periods, shares, definitions (standards §3, rules D1–D20)."""

from tawthiq.audit.rules import RULES, SERIES_RULES, audit, audit_series

__all__ = ["RULES", "SERIES_RULES", "audit", "audit_series"]
