"""Conflicting claims → ranges, origins and grades, by the rules of standards §2.2. Nothing is averaged, nobody is picked.

Three steps for the pipeline, after linking:

1. `find_origins(extractions) -> Origins`   whom each claim really comes from: copies, wires, speakers, anonymous pools
2. `weigh_cluster(refs, extractions, origins, links, …) -> Incident`   one incident; `weigh(clusters, …)` weighs all,
   gives each its lasting id and checks statistics against the incidents of their period (R13)
3. (inside) one module per rule:

| module | rules |
|---|---|
| `origins`, `copies`, `syndication`, `publishers`, `pools` | R1–R3 who says it |
| `claims` | R1, R4 the claims of one incident with origin, day and standing |
| `supersession` | R5 later counts of one origin |
| `profiles` | §2.1 what published figures make of wordings |
| `tolls` | R6–R8, R11 min, best, max per harm and group |
| `nesting` | R10 parts and wholes |
| `conflicts`, `aggregates` | R9 counts that clash, R13 statistics as bounds |
| `responsibility`, `grades` | R15 who accuses whom; grades of occurrence and attribution |
| `victims` | R6 distinct victims known by name |
| `dates`, `places`, `kinds`, `titles`, `identity`, `definitions` | what the incident is called and where and when it was |
| `incidents` | the rules in turn |

R12 (died of wounds): the injured figure is never reduced here. A later death is its own claim of killed; subtracting it
needs the injured person identified, and claims name nobody as injured yet. R14: summaries belong to no cluster, so a
whole and its parts are never both counted. R17 is publish/'s: Σmin–Σmax.
"""

from tawthiq.reconcile.incidents import weigh, weigh_cluster
from tawthiq.reconcile.origins import Origins, find_origins

__all__ = ["Origins", "find_origins", "weigh", "weigh_cluster"]
