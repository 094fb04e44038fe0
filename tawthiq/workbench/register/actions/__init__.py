"""Everything a person can do to the register, one module per kind of record. Nothing else writes.

Each act checks the actor's right (staff/roles.py), refuses without a reason, and ends in one sealed decision (deciding.py).
"""
