"""Accounts → incidents: which tellings, across pages, publishers and languages, tell one event (R16).

The one step the pipeline calls is `link_accounts(extractions, *, gazetteer=None) -> LinkResult`. Inside:

1. `telling.py`     each account becomes a `Telling`: codes, windows of days, places, words, ready to be compared
2. `candidates.py`  blocking: which pairs are worth comparing at all (same day and governorate, same place, person, count)
3. `compare_*.py`   one per kind of evidence; each a pure function that gives a `Comparison` (weight and words, ar and en)
4. `weigh.py`       hard refusals first, then the sum; all weights stand in knowledge/vocabularies/link_weights.toml
5. `cluster.py`     constrained agglomeration: no two members of an incident contradict each other on place or date

Steps 2 and 3 look at nothing but the fields of `Telling`, so they can be moved into a database engine later. `reconcile/`
then weighs each cluster; the two rooms never import each other.
"""

from tawthiq.link.cluster import LinkResult, link_accounts
from tawthiq.link.weigh import Verdict, weigh_pair

__all__ = ["LinkResult", "Verdict", "link_accounts", "weigh_pair"]
