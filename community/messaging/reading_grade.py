"""How hard a text is to read: the Flesch-Kincaid grade of English, pure functions.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas (Automated Readability
Index, Fog Count and Flesch Reading Ease Formula) for Navy Enlisted Personnel", Research Branch Report
8-75 (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LINK = re.compile(r"https?://\S+|\S+/l/\S+")
# Titles and streets end with a full stop that ends no sentence.
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|ave|blvd|rd|no|a\.m|p\.m)\.", re.IGNORECASE)
# Digits keep their own full stops: 6.30, $2.50.
_END = re.compile(r"[.!?]+(?=\s|$|[\"'”’)])|\n")

_VOWELS = re.compile(r"[aeiouy]+")
# An e that nobody hears: at the end (but not in table), before a last s or d (but not in houses, wanted),
# and before an ending of its own (safely).
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$"
    r"|(?<=[^aeiouylcgsxzh])es$|(?<=[aeiouy]l)es$|(?<=[^cst]h)es$|(?<=[^aeioutd])ed$"
    r"|(?<=[aeiouy][^aeiouy])e(?=(?:ments?|ly|ful|less|ness)$)"
)
# Two vowels that are said apart: going, video, idea, trial, radio, quiet, usual, coordinate.
_APART = re.compile(
    r"[aeouy](?=ing)|e(?=o$)|(?<=[aeiouy].)e(?=a$)"
    r"|(?<![cgstx])i(?=a(?!ge)|u)|(?<![cglnstx])i(?=o)|(?:(?<![cgstx])|(?<=^sc))i(?=et|en[ct])"
    r"|(?<!q)u(?=a[lt])|^co(?=o[pr])"
)


def syllables(word: str) -> int:
    """The syllables of an English word: its groups of vowels, two that are said apart counted twice,
    less each silent e, and at least one.

    Right for most words, not for all; over a text the misses even out.
    """
    word = re.sub(r"['’]s?$|['’]", "", word.lower())
    spoken = _SILENT.sub("", word) if len(word) > 3 else word
    return max(len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)), 1)


def grade(body: str) -> float | None:
    """The school grade at which ``body`` is read with ease; None where it has no words.

    Digits and links are no words. A grade below 0 is as easy as can be.
    """
    body = _ABBREVIATION.sub(lambda found: found[0][:-1], _LINK.sub(" ", body))
    sentences = [words for part in _END.split(body) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    said = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * said / len(words) - 15.59
