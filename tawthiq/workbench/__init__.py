"""The workbench: where an office reads, decides and remembers. Django, in three apps that look down only.

`staff/` who works here and what each role may do · `register/` the office's tables, `register/actions/` the only writes ·
`review/` the screens, one file each. `settings.py` takes everything from the environment that `tawthiq serve` sets.
"""
