"""Incidents and stated changes of control on one page, by day: what the register holds and nothing else.

`control` puts the statements of several documents about one change together, `days` orders both kinds by day, `page` draws them.
"""
