"""Speakers: who says so, and for which stretch of the text each answers (`attribution`; standards R1–R4)."""
