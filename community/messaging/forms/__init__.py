"""Forms of texting."""
