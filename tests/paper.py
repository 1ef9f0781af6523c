"""Reading the PDFs that Stoop makes."""

import re
import zlib


def unpacked(pdf):
    """A PDF with its packed streams opened."""
    streams = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in streams)


def text_of(pdf):
    """The words of a PDF in the order in which they are drawn, read through its fonts' tables of letters."""
    objects = dict(re.findall(rb"(?<!\d)(\d+) 0 obj\b(.*?)endobj", pdf, re.DOTALL))

    def stream(number):
        packed = re.search(rb"stream\r?\n(.*?)\r?\nendstream", objects[number], re.DOTALL)[1]
        return zlib.decompress(packed) if b"/FlateDecode" in objects[number] else packed

    for number in [number for number, held in objects.items() if b"/ObjStm" in held]:
        count, first = (int(re.search(rb"/%s (\d+)" % key, objects[number])[1]) for key in (b"N", b"First"))
        inside = stream(number)
        places = re.findall(rb"(\d+) (\d+)", inside[:first])[:count]
        ends = [*(int(place) for _name, place in places[1:]), len(inside)]
        for (name, place), end in zip(places, ends, strict=True):
            objects[name] = inside[first + int(place) : first + end]
    letters = {}
    for held in objects.values():
        for name, font in re.findall(rb"/([\w-]+) (\d+) 0 R", held):
            if (table := re.search(rb"/ToUnicode (\d+) 0 R", objects.get(font, b""))) is not None:
                letters[name] = {
                    int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                    for glyph, text in re.findall(rb"<(\w+)> <(\w+)>", stream(table[1]))
                }
    said, font = [], {}
    drawn = rb"/([\w-]+) [\d.]+ Tf|\[(.*?)\] ?TJ|<(\w+)> ?Tj|(\bET\b)"
    for number in re.findall(rb"/Contents (\d+) 0 R", b"".join(objects.values())):
        for name, shifted, plain, end in re.findall(drawn, stream(number), re.DOTALL):
            font = letters.get(name, {}) if name else font
            for run in re.findall(rb"<(\w+)>", shifted) if shifted else [plain] if plain else []:
                said += [font.get(int(run[at : at + 4], 16), "") for at in range(0, len(run), 4)]
            said += " " if end else ""
    return "".join(said)
