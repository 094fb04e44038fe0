"""The office's report on a period: what falls into it, its tables, the period before, others' figures, corrections.

Everything printed comes from one `Numbers`, which the audit reads before a file is written; page, PDF, document and
sheets are drawn from it and count nothing themselves.
"""
