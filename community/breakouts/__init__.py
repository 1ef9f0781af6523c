"""Small groups during a meeting: who sits where, who writes, and what each group brings back."""
