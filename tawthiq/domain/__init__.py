"""What an office writes down: documents, claims, accounts, incidents, findings.

Frozen dataclasses in the field's words. Standard library only, no input or output, no knowledge of any language.
"""
