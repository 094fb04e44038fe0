"""Releases: a frozen version of what the office publishes, signed by two persons, that anyone can check anywhere.

`write.py` puts the payload together from incidents that persons let out, `bag.py` packs it (BagIt), `signing.py` signs it,
`check.py` proves it again without the register. The public site is drawn from a release (`publish/site/`).
"""
