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
| `wounds` | R12 later deaths of wounds |
| `sites` | R14 a whole over several sites and its parts |
| `conflicts`, `aggregates`, `bounds` | R9 counts that clash, R13 statistics as bounds, in one document and across |
| `responsibility`, `grades` | R15 who accuses whom; grades of occurrence and attribution |
| `victims` | R6 distinct victims known by name |
| `dates`, `places`, `kinds`, `titles`, `identity`, `definitions` | what the incident is called and where and when it was |
| `incidents` | the rules in turn |

R16 is link/'s and R17 publish/'s: Σmin–Σmax. `tawthiq rules` lists every rule with what applies it and an example in each language
(knowledge/rules_of_weighing.py).
"""

from tawthiq.reconcile.bounds import bound_findings
from tawthiq.reconcile.incidents import weigh, weigh_cluster
from tawthiq.reconcile.origins import Origins, find_origins

__all__ = ["Origins", "bound_findings", "find_origins", "weigh", "weigh_cluster"]
