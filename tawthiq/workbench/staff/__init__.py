"""Who works in the office: accounts, roles, and what a role may do (`roles.py`)."""
