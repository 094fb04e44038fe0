"""The scorer, piece by piece, on a tiny corpus of its own."""
