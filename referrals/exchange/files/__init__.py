"""Reading the files that offices keep: which letters their bytes are, and which cells their lines have."""
