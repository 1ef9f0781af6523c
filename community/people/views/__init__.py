"""Pages of people, and the ways in."""
