"""Pages of texting."""
