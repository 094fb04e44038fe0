"""Tawthiq (توثيق): a documentation office in software.

Reports in Arabic and English go in; a register of incidents comes out in which every figure leads back to the
sentence that says it. The rooms and who may import whom are drawn in ARCHITECTURE.md.
"""

__version__ = "0.1.0"
