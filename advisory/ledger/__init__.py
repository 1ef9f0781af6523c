"""The book of a community's money: its funds, every line that was ever written, and the open book."""
