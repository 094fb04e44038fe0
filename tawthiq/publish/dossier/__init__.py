"""The dossier of one incident: narrative with footnotes, sources side by side, figures with their history, parties, map.

Its parts can be taken one by one: `footnotes` numbers quoted sentences, `narrative` writes the sentences, `figures` the
ranges and how they changed, `tellings` the sources side by side, `responsibility` who names whom, `persons` who may be
named; `make` puts them together, `page` draws them. docs/dossier.md says what is shown and what is withheld.
"""

from tawthiq.publish.dossier.make import Dossier, make_dossier
from tawthiq.publish.dossier.page import render_dossier

__all__ = ["Dossier", "make_dossier", "render_dossier"]
