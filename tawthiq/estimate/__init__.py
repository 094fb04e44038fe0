"""How many victims no list holds: overlap of sources, and capture–recapture where the data allow it (standards §4).

Three numbers are kept apart and never added: reported (claims of incidents), documented (named people, counted once)
and estimated (a model's guess at those on no list).

1. `lists`     who is on which list: named victims counted once → `Histories`
2. `gate`      whether an estimate may be made at all; the reasons where it may not
3. `bounds`    Chao's lower bounds and Chapman's two-list figures; standard library only
4. `models`    log-linear models of every pairwise dependence; needs the extra `tawthiq[estimate]`
5. `chart`     the UpSet chart of who is on which lists, as SVG
"""
