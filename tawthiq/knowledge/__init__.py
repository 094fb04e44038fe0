"""The languages and the world as data: words, places, actors, publishers, vocabularies.

Everything here is TOML or TSV; `load` is the one module that opens it. README.md says how to add an entry.
"""
