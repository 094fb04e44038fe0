"""Characters in, characters out, the way back to the original kept.

Folding and unmasking, sentences, the one dictionary pass, numbers and dates. Nothing here knows what an incident is.
"""
