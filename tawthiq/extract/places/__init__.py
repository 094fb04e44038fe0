"""Places: the names of a text, each as one place of the gazetteer or as one that no table lists (`find`).

`place_belief` decides whether a name is a place at all, `namesakes` which of several, `place_asides` whether something happened there (by the words before it, `before_places`).
"""
