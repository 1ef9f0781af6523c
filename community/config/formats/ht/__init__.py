"""Haitian Creole, which Django does not know."""
