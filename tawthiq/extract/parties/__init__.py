"""Parties: who a text names and what it says they did, held, lost or denied (`actors`, with a local grammar of parts in `actor_roles`)."""
