"""Statistics: sums over periods, places and campaigns, which are no incident's toll (standards R13).

`aggregates` reads them from lists, tables and prose, and says which numbers they use up; `statistic_scope` is the rule that tells them from tolls.
"""
