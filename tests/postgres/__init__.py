"""Django's PostgreSQL, for tests: emptied quickly between those that commit."""
