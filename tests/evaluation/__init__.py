"""The gate: reading is measured on a gold corpus written for it, and no figure may fall below its floor.

`gold/` holds the corpus, `floors.toml` the floors and the digest of the corpus that they were measured on, README.md of the
project the present figures. `make floors` raises the floors, `make figures` writes the table. Rules are not tuned on this corpus.
"""
