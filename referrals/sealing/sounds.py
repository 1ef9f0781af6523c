"""How a name sounds, so that the same child is found under another spelling. Pure.

One code serves names as they are written in English, Spanish, French and Haitian Creole on one street. In the
manner of Metaphone (L. Philips, 1990) consonants that sound alike in any of the four become one letter, and
vowels count only at the beginning of a word:

* accents, capitals, hyphens and doubled letters do not count: Zoé is Zoe, Annabella is Anabela;
* b and v are one (Vega, Bega), so are s, z and soft c (Nazaire, Nasè; Cecilia, Sesilya), k, q and hard c
  (Christelle, Kristèl), f and ph (Zéphyrine, Zefirin), ch and sh (Chantal, Shantal);
* j, g, dj and a first x or y are one (Jenny, Djenny; Ximena, Jimena; Yohan, Johan; Guerline, Gerline), since
  each of the four reads them its own way;
* h is mute (Hernández, Ernandez), a first w is the ou or hu of others (Wideline, Ouideline), n before m is
  mute (Emmanuel, Enmanuel), and before other consonants m is n.

Letters that are written and not said (Toussaint, Tousen) are not known to it: the other two of name, birth
date and phone must find such a child.
"""

import re
import unicodedata
from itertools import groupby

# Applied in this order to a word in small letters without accents. A capital is a sound.
_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^x|^y(?=[aeiou])", "j"),
        (r"^(w|ou|hu|gu(?=a))(?=[aeiou])", "W"),
        (r"n(?=m)", ""),
        (r"ch(?=[rl])", "K"),
        (r"tch|sch|ch|sh", "X"),
        (r"ph", "F"),
        (r"gn", "N"),
        (r"dj|dg(?=[eiy])|gu(?=[eiy])|g|j", "J"),
        (r"sc(?=[eiy])|c(?=[eiy])|[szx]", "S"),
        (r"qu|ck|[ckq]", "K"),
        (r"h", ""),
        (r"[mn](?=[bpfvtdkgjszcqxJSKXF])", "N"),
        (r"m", "M"),
        (r"[bv]", "B"),
    )
]
_VOWELS = "aeiouyw"


def folded_words(name: str) -> list[str]:
    """The words of ``name`` in small letters a to z; what is no letter separates them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W\d_]+", plain)


def sound(word: str) -> str:
    """The code of one folded word; "" for one without a sound."""
    spoken = "".join(letter for letter, _run in groupby(word))
    for pattern, heard in _RULES:
        spoken = pattern.sub(heard, spoken)
    if not spoken:
        return ""
    first = "A" if spoken[0] in _VOWELS else spoken[0].upper()
    rest = "".join(letter.upper() for letter in spoken[1:] if letter not in _VOWELS)
    return first + "".join(letter for letter, _run in groupby(rest))


def sounds(name: str) -> list[str]:
    """The code of each word of ``name`` that has one, in their order."""
    return [code for word in folded_words(name) if (code := sound(word))]
