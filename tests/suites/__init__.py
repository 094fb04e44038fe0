"""Outside suites and the development set, run on our finders."""
