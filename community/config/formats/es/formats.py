"""Spanish as it is written in the United States: 1,234.5 (Django's "es" writes 1.234,5)."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
