"""`make bench`: what Stoop does on this machine, beside what it could have been. Stops by itself."""

from bench import board, book, caseload, counts, equity, sends, texts

board.run()
texts.run()
sends.run()
counts.run()
book.run()
equity.run()
caseload.run()
