"""Pages of decisions, and what is pressed there."""
