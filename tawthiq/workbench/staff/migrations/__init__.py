"""Django finds its modules here."""
