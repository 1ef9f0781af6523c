"""`make bench`: what Stoop does on this machine, beside what it could have been. Stops by itself."""

from bench import counts, live, sends, texts

live.run()
texts.run()
sends.run()
counts.run()
