"""The office's tables. `models/` what is kept, `loading.py` a built register brought in, `actions/` the only writes of persons,
`patches.py` how a decision changes rows and can be undone, `reweigh.py` an incident weighed anew, `search/` full text.
"""
