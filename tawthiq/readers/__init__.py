"""Other readers than our rules: they point at words, our code decides what the words mean.

A language model reads the document and quotes; `quotes.py` finds each quote in the text or drops it, `pointed.py` and
`pointed_tolls.py` read the quoted words with our own grammars, `tellings.py` groups them into accounts. `endpoint.py` is
the one module of the project that may open a connection, and nothing below this room imports it.
"""
