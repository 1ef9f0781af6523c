"""What money says to those it is about and to everybody: statements, the tax year, the open book."""
