"""What live boards of texting show."""
