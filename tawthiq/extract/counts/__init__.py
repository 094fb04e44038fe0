"""Counts of people in a sentence, and what happened to them: the raw material of tolls.

`count_phrases` and `bare_counts` find who is counted, `harm_words`, `count_parts` and `harm_binding` what befell them; the other modules are each
one construction of Arabic or English, as their first lines say. Nothing here knows which incident a count belongs to.
"""
