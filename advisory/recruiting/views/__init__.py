"""Pages of recruiting."""
