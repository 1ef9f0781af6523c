"""Importing meeting records: a file is read with its line numbers, understood whole, then stored at once."""
