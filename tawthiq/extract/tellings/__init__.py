"""Tellings: the stretches of a document that speak of one incident each, grouped into scenes and written down as accounts.

`segments` cuts, `scenes` groups (`scene_fit` and `scene_apart` say what belongs together), `accounts` writes. A telling's place, date, parties and
kind, where its own words leave them out, come from what stands beside it.
"""
