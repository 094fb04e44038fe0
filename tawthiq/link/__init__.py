"""Accounts → incidents: which tellings, across pages, publishers and languages, tell one event (R16).

The one step the pipeline calls is `link_accounts(extractions, *, gazetteer=None) -> LinkResult`. Inside:

1. `telling.py`     each account becomes a `Telling`: codes, windows of days, places, words, ready to be compared
2. `candidates.py`  blocking: which pairs are worth comparing at all (same day and governorate, same place, person, count);
                    `blocks.py` finds them in memory
3. `columns.py`     tellings as plain columns, an Arrow table
                    `around.py` says what the others tell around one: how many events are known at its places, who else speaks of them
4. `levels.py`      what two tellings may have in common, as SQL and weights; `scores.py` has Splink add them up on DuckDB
5. `cluster.py`     constrained agglomeration: no two members of an incident contradict each other on place or date;
                    `lasting.py`: a siege is one incident, also within one document
6. `weigh.py`       one pair in words: `compare_*.py`, one per kind of evidence, give the reasons of what is shown to people

All weights stand in knowledge/vocabularies/link_weights.toml, set by hand; none is trained on a run. `thresholds.py` says how
they depend on the number of accounts. `linking.py` puts the steps together; `reconcile/` then weighs each cluster; the two
rooms never import each other.
"""

from tawthiq.link.linking import LinkResult, link_accounts
from tawthiq.link.weigh import Verdict, weigh_pair

__all__ = ["LinkResult", "Verdict", "link_accounts", "weigh_pair"]
