"""Reading the PDFs that Stoop makes."""

import re
import zlib


def unpacked(pdf):
    """A PDF with its packed streams opened."""
    streams = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in streams)
