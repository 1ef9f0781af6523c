"""What may mean "no more texts", so that a person must read it before anything else is sent.

A stop word inside a longer sentence, its misspellings, annoyed words, a wrong number, and pieces of the
plain sentences with something added. Ordinary uses ("the bus stops at", "stop by at 6", "don't stop")
are struck out first. A word with an everyday meaning ("para", "end", "cancel", "kanpe") counts alone only.
"""

import re
from collections.abc import Iterator, Sequence

from community.messaging.sentences import plain
from community.messaging.sentences.reading import sayings

# A stop word in a longer story than this is the story's, not ours.
_MOST_WORDS = 25
# Signs that say it without a word.
_SIGNS = re.compile("[🛑⛔🖕]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
# One slip away from a stop word, and a word itself.
_REAL_WORDS = frozenset(
    ["stoop", "step", "stops", "stow", "stomp", "strop", "stoup", "shop", "slop", "top", "sop", "sto"]
)


def _slips_of(word: str) -> Iterator[str]:
    """``word`` with one letter left out, swapped with the next, wrong, or too many.

    Its first letter is not taken for another: that makes another word oftener than a slip ("shop", "drop").
    """
    for at in range(len(word)):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in "abcdefghijklmnopqrstuvwxyz0":
            yield before + after[0] + letter + after[1:]
            if at:
                yield before + letter + after[1:]


_MEANT = {slip: right for right in ("stop", "sispann", "unsubscribe") for slip in _slips_of(right)}


def _any_of(*choices: str) -> re.Pattern[str]:
    """Finds whole words or phrases."""
    return re.compile(rf"\b(?:{'|'.join(choices)})\b")


_NOT_STOPPING = _any_of(
    r"(?:do ?n ?t|do not|does ?n ?t|does not|did ?n ?t|did not|never|not|without|non) (?:ever |even )?stop",
    r"(?:can ?t|cannot|can not|won ?t|will not) (?:ever |even )?stop",
    r"no (?:pares|paren|dejes|dejen|deje|deja) de \w+",
    r"pa (?:janm )?sispann",
)
_ORDINARY = _any_of(
    r"(?:bus|train|subway|metro|pit|truck|rest|shuttle) stop",
    r"(?:next|last|first|second|one|same|wrong|right|full|short|near) stop",
    r"(?:the|a|this|that|my|our|her|his|which|what|every|each|at) stop",
    r"stop (?:by|shop|n shop|at|in|over|sign|light|here|there|on|along|off|near|before|after|until)",
    r"stop (?:working|crying|smoking|drinking|eating|coughing|biting|hitting|playing|fighting|wearing|going)",
    r"stop (?:using|being|doing|talking|worrying|raining|running|where|is|are|was)",
    r"stop and (?:get|pick|see|buy|shop|eat|say)",
    r"stop the (?:bus|car|train|van|meeting|bleeding)",
    r"stop for (?!now|good|ever|today|me|us|this)",
    r"(?:we|he|she|it|bus|train|van|ll|gonna)(?: (?:can|could|will|would|should|must|might|may))* stop",
    r"(?:we|he|she|it|bus|train|van) (?:have to|has to|had to|need to|always|usually|first|still) stop",
    r"(?:where|when|does|should) (?:the |a )?(?:i|you|we|they|it|bus|train)(?: \w+)? stop",
    r"i (?:will|can|could|may|might|always|usually|had to|have to|ll) stop",
    r"(?:to|and|or) stop (?:for|to)",
    r"(?:lapli|lekol|li|yo|la|a|an|ki)(?: (?:te|ap|pa|t ap|fek|poko|pral|deja))* sispann",
)
_STOP_INSIDE = _any_of(
    r"stop|stopall|unsubscribed?|opt(?: me| us)? out|opting out|optout|remove me|take me off|want out",
    r"no more (?:of this|of these|of that|for me)|enough (?:texts|messages|already)",
    r"darme de baja|de baja|ya no mas|ya basta|basta ya|paren ya|ya paren",
    r"sispann",
)
# Whatever the length: nobody says these of something else.
_ANYWHERE = _any_of(
    r"(?<!you )(?<!they )(?<!i )(?<!we )(?<!she )(?<!he )(?:don ?t|do not|never) (?:ever )?"
    r"(?:text|message|contact|bother|spam|harass) (?:me|us|this number|my)",
    r"(?:stop|quit) (?:texting|messaging|contacting|bothering|writing)",
    r"(?:don ?t|do not|stop|quit) (?:send|sending) (?:me |us )?(?:(?:any|these|those|your|all|so many|so much"
    r"|more) )*(?:texts|messages|stuff|anything|things)",
    r"(?:don ?t|do not|no longer) (?:want|wish|need) (?:to )?(?:get |receive |be getting |be )?"
    r"(?:(?:any|these|those|your|all|more|the|so many) )*(?:texts?|messages?|texted|contacted)",
    r"(?:make|get|want|need) (?:it|this|these|them|that|you|yall)(?: \w+)? (?:to )?stop",
    r"(?:take|remove|delete|get) (?:me|my (?:phone |cell )?number|this number) (?:off|from|out)",
    r"lose (?:my|this) number|leave (?:me|us) (?:the \w+ )?alone|bothering (?:me|us)",
    r"too many (?:texts|messages)",
    r"harass(?:ing|ment)|spam(?:ming|mers?)?|fuck (?:off|you)|go away|get lost|shut up|screw you|piss off",
    r"(?:block|report|sue) (?:you|this number|yall)",
    r"no (?:me|nos) (?:manden?|mandes|envien?|envies|escriban?|escribas|text\w+|contact\w+|molest\w+|llamen?)"
    r"(?! (?:el|la|un|una) )",
    r"(?:deja|deje|dejen|para|pare|paren|basta) de (?:mandar|enviar|escribir|textear|molestar|contactar)\w*",
    r"no (?:quiero|deseo|queremos|deseamos)(?: \w+){0,4} (?:mensajes?|textos?|sms)",
    r"(?:deja|deje|dejen)(?:me|nos) (?:en paz|tranquil\w+)|(?:demasiados|tantos) (?:mensajes|textos)",
    r"(?:bloquear|reportar|denunciar)(?:los|las|te|lo)|los (?:voy a )?bloque\w+",
    r"me (?:molestan|molesta|tienen hart\w|fastidian)|(?:mi|este) numero de (?:su|la|esta|sus) lista",
    r"pa (?:janm )?(?:voye|ekri|tekste|anmede|deranje|rele) (?:m|mwen|nou|ban m|ban mwen)",
    r"pa voye(?: \w+){0,3} (?:ban m|ban mwen|anko)|pa (?:vle|bezwen)(?: \w+){0,4} (?:mesaj|teks)",
    r"kite (?:m|mwen|nou) (?:anpe|trankil|an pe)|twop (?:mesaj|teks)|(?:m|mwen) bouke ak",
    r"ap (?:anmede|deranje|nwi) (?:m|mwen)",
)
_WRONG_NUMBER = re.compile(
    r"^(?:\w+ ){0,6}?(?<!pressed the )(?<!typed the )(?<!sent the )(?<!put the )(?<!pressed )(?<!hit the )"
    r"(?<!texted the )(?<!picked the )(?<!chose the )(?<!the right or )(?:wrong (?:number|person)"
    r"|numero equivocado|numero incorrecto|persona equivocada|equivoc\w+ de (?:numero|persona)"
    r"|move nimewo|move moun)\b"
)
# Too short to be sure of, and only alone.
_ALONE = frozenset(
    {
        *(
            "no more",
            "enough",
            "do not want",
            "stop it",
            "stop this",
            "cut it out",
            "not interested",
            "no longer interested",
        ),
        *("im not interested", "i m not interested", "i am not interested", "i quit", "im done", "i m done"),
        *("delete me", "take me off", "i want out", "this is spam", "leave the list", "no stop", "no end"),
        *("so annoying", "annoying", "ok end", "ok quit", "unsubcribe me", "who gave you my number"),
        *("i never signed up", "i never signed up for this", "i did not sign up for this"),
        *("i didn t sign up for this", "i didnt sign up for this", "leave", "do not text", "dont text"),
        *("don t text", "stop sending", "stop calling me", "do not call me", "dont call me", "don t call me"),
        *(
            "ya no",
            "ya no quiero",
            "ya no quiero mas",
            "no quiero mas",
            "no quiero nada",
            "no quiero saber nada",
            "bloquear",
            "ya no me interesa",
        ),
        *("no me interesa", "no estoy interesado", "no estoy interesada", "ya estuvo", "ya para", "para ya"),
        *(
            "no para",
            "ya dejen",
            "ya deja",
            "ya dejame",
            "dejame",
            "dejenme",
            "quitenme",
            "quitame",
            "quiteme",
        ),
        *("borrenme", "eliminenme", "ya estoy harta", "ya estoy harto", "que molestos", "que fastidio"),
        *("no manden mas", "no mas por favor ya", "ya no mas eso", "no mas de esto", "ya no manden nada"),
        *("quien les dio mi numero", "quien te dio mi numero", "yo no me inscribi", "basta con esto"),
        *("pa vle", "pa vle anko", "m pa vle", "m pa vle anko", "mwen pa vle anko", "mwen pa vle sa anko"),
        *(
            "mwen pa enterese",
            "m pa enterese",
            "mwen vle sispann",
            "m vle sispann",
            "mwen vle rete",
            "ase sa",
        ),
        *("sa ase", "ase atò", "ase ato", "ase mesaj", "mesaj yo ase", "pa voye", "pa voye mesaj", "wete m"),
        *("retire m", "efase m", "kite m", "m bouke", "mwen bouke", "kiyes ki ba ou nimewo m", "sispan"),
        *("pa ekri", "pa rele m", "pa rele m anko", "mwen pa bezwen sa anko", "fout mwen lape"),
    }
)


def is_a_sign(body: str) -> bool:
    """Whether ``body``, which has no words, is a sign that says stop."""
    return bool(_SIGNS.search(body))


def may_mean_stop(parts: Sequence[str]) -> bool:
    """Whether a text of these clauses, plain words, may mean "no more texts"."""
    parts = [_NOT_STOPPING.sub(" ", _spelled_right(part)) for part in parts]
    bare = sayings(" ".join(parts))
    if bare in _ALONE or _ANYWHERE.search(bare) or _WRONG_NUMBER.search(bare):
        return True
    if len(parts) > 1 and any(" " in sayings(part) and plain.means_stop(part) for part in parts):
        return True
    is_short = bare.count(" ") < _MOST_WORDS
    return is_short and any(_STOP_INSIDE.search(_ORDINARY.sub(" ", part)) for part in parts)


def _spelled_right(said: str) -> str:
    """``said`` with its stop words as they are meant: one slip of the finger, or a letter drawn out."""
    words = _DRAWN_OUT.sub(r"\1", said).split()
    return " ".join(word if word in _REAL_WORDS else _MEANT.get(word, word) for word in words)
