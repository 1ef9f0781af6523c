"""What can mean nothing but "no more texts": the words of the carriers, and plain sentences.

A sentence counts only as a whole, politeness aside, so that what is added ("before nine", "to my old
phone") makes it a case for a person. Three shapes in each language: a verb of stopping with texts or
texting; "do not" with a verb of texting and me, or again; and a wish for no more texts, or to be taken
off a list.
"""

from community.messaging.sentences.reading import grammar, sayings, without_please

# Twilio's (twilio.com/docs/messaging/tutorials/advanced-opt-out), the FCC's (47 CFR 64.1200(a)(10)), and
# those that AWS requires (End User Messaging, required opt-out keywords).
_CARRIERS = (
    *("stop", "stopall", "stop all", "unsubscribe", "end", "quit", "revoke", "cancel", "remove"),
    *("optout", "opt out", "td", "arret", "arrete"),
)
# Ours, for Spanish and Haitian Creole: no carrier has a list for them.
_OURS = (
    *("alto", "pare", "paren", "parar", "para", "basta", "cancelar", "no mas", "baja", "detener"),
    *("sispann", "rete", "kanpe", "ase", "anile", "pa voye anko", "pa ekri m anko"),
)
STOP_WORDS = frozenset(_CARRIERS + _OURS)
# These are stop words with any politeness ("hi, stop now"); the others with please and thanks alone.
_CLEAR = frozenset({"stop", "stopall", "stop all", "unsubscribe", "optout", "opt out", "sispann"}) | {
    *("ya no mas", "basta ya", "ya basta", "pare ya", "paren ya", "ya pare", "ya paren"),
}

_ENGLISH = grammar(
    {
        "YOU": "you can|can you|could you|would you|will you|you must|you should|you need to|need you to"
        "|i want you to|i need you to|i would like you to|i d like you to|id like you to|i ask you to"
        "|i want to|i would like to|i d like to|id like to|i wish to|i need to|we want to|want to|and",
        "STOP": "stop|quit|cease|end|discontinue|cancel",
        "TEXTING": "texting|messaging|msging|txting|spamming|msg|txt|text",
        "REACHING": "contacting|writing|writing to|bothering|sending to",
        "ME": "me|us|this number|this phone|my phone|my number|my cell|my cell phone",
        "ANY": "all|any|more|of|this|these|those|your|the|my|such|so many|further|future|automated|with",
        "ANOTHER": "any|any more|another|more|one more|a single",
        "TEXTS": "texts|text messages|messages|msgs|sms|txts|alerts|text alerts|notifications|reminders"
        "|updates|text updates|subscription",
        "ONE": "text|message|msg|text message|thing",
        "FROM": "from you|from you guys|from you people|from here|from this number|to me|to us|to this number"
        "|to my phone|to my number|on my phone|on this number|on this phone",
        "AGAIN": "again|anymore|any more|ever|ever again|any longer|no more|from now on|at all|for good",
        "NOT": "do not|do not ever|don t|dont|dnt|don t ever|dont ever|never|never ever",
        "TEXT": "text|message|msg|txt|contact|write|write to|text message",
        "I": "i|we",
        "WANT": "want|want to|wanna|wish to|need|need to|care to|like to|would like to|like",
        "GET": "get|receive|have|see|be getting|be receiving|getting|receiving|keep getting|you sending me",
        "TO_BE": "you to text|you to message|you to contact|you texting|you messaging",
        "TO_BE_TEXTED": "to be texted|to be contacted",
        "GETTING": "getting|receiving",
        "REMOVE": "take|remove|delete|drop|get|unsubscribe",
        "MINE": "me|us|my number|this number|my name|my phone|this phone|my phone number",
        "OFF": "off|off of|from|out of",
        "LIST": "list|lists|text list|texting list|text message list|mailing list|contact list|phone list"
        "|messaging list|contacts|system|database",
        "LEAVE": "unsubscribe|opt out|be removed|be taken off|get off|be unsubscribed",
        "FROM_IT": "from|of|off",
    },
    """
    [YOU] STOP TEXTING [ME] [FROM] [AGAIN]
    [YOU] STOP REACHING ME [AGAIN]
    [YOU] STOP sending [ME] [ANY]* TEXTS [FROM] [AGAIN]
    [YOU] STOP [GETTING] [ANY]* TEXTS [FROM] [AGAIN]
    NOT TEXT ME [FROM] [AGAIN]
    NOT TEXT AGAIN
    NOT send [ME] [ANY]* TEXTS [FROM] [AGAIN]
    NOT send [ME] ANOTHER ONE [FROM] [AGAIN]
    [I] NOT WANT [GET] [ANY]* TEXTS [FROM] [AGAIN]
    [I] NOT want TO_BE ME [AGAIN]
    [I] NOT want TO_BE_TEXTED [AGAIN]
    [I] no longer WANT [GET] [ANY]* TEXTS [FROM]
    no more TEXTS [FROM] [AGAIN]
    [YOU] REMOVE MINE OFF [ANY]* LIST
    [YOU] remove MINE
    [YOU] unsubscribe [MINE] [FROM_IT] [ANY]* TEXTS
    [YOU] opt ME out [FROM_IT] [ANY]* TEXTS
    [YOU] unsubscribe MINE
    [YOU] opt ME out
    [YOU] LEAVE [FROM_IT] [ANY]* TEXTS
    [YOU] LEAVE [FROM_IT] [ANY]* LIST
    YOU unsubscribe
    YOU opt out
    """,
)
_SPANISH = grammar(
    {
        "QUIERO": "quiero|quisiera|deseo|necesito|me gustaria|queremos|quiero que|necesito que|le pido que"
        "|les pido que|te pido que|puede|puedes|pueden|podria|podrian|podrias|ya",
        "DEJA": "deja|dejes|deje|dejen|dejar|para|pare|paren|parar|basta|stop",
        "MANDAR": "mandar|mandarme|mandarnos|enviar|enviarme|enviarnos|estar mandando|estarme mandando",
        "ESCRIBIR": "escribirme|escribirnos|textearme|textiarme|mensajearme|contactarme|molestarme"
        "|estarme escribiendo|textear",
        "PAREN": "pare|paren|parar|detener|detengan|detenga|cancelar|cancela|cancele|cancelen|suspender"
        "|suspendan|suspenda|alto a|alto|basta de|ya basta de|stop|stop a|terminar|termine|terminen",
        "LOS": "los|las|la|el|mi|mis|su|sus|tu|tus|estos|esos|estas|esas|mas|tantos|todos|todas|ningun|otro"
        "|de|con",
        "MENSAJES": "mensajes|mensajitos|mensajes de texto|textos|sms|msjs|msj|avisos|notificaciones|alertas"
        "|recordatorios|suscripcion|texts|mensaje",
        "ME": "me|nos",
        "MANDEN": "mande|mandes|manden|mandar|manda|envie|envies|envien|enviar|envia|vuelvan a mandar"
        "|vuelva a mandar|vuelvas a mandar|vuelvan a enviar|vuelva a enviar|sigan mandando|siga mandando"
        "|sigas mandando|sigan enviando",
        "ESCRIBAN": "escriba|escribas|escriban|escribir|textee|textees|texteen|mensajee|mensajees|mensajeen"
        "|contacte|contactes|contacten|vuelvan a escribir|vuelva a escribir|vuelvas a escribir"
        "|vuelvan a textear|vuelva a contactar|vuelvan a contactar|sigan escribiendo|siga escribiendo",
        "A_MI": "a mi|a este numero|a mi numero|a mi telefono|a este telefono|a mi celular|por mensaje",
        "MAS": "mas|nunca|nunca mas|jamas|otra vez|de nuevo|ya|nada|nada mas",
        "NO": "no|ya no|yo no|yo ya no|nunca|nunca mas",
        "DESEO": "quiero|queremos|deseo|deseamos|quisiera|necesito|me interesan|me interesa",
        "RECIBIR": "recibir|recibiendo|seguir recibiendo|estar recibiendo|tener|que me manden|que me mande"
        "|que me mandes|que me envien|que me envie|que me envies|que manden",
        "DE": "de ustedes|de usted|de ti|de este numero|suyos|tuyos|en mi telefono|en este telefono",
        "BAJA": "darme de baja|dar de baja|dame de baja|deme de baja|denme de baja|darnos de baja"
        "|me doy de baja|doy de baja|de baja|la baja|quiero baja|dar de baja mi numero",
        "SALIR": "salir|salirme|que me saquen|que me quiten|que me borren",
        "LISTA": "lista|listas|lista de contactos|lista de mensajes|lista de textos|contactos|sistema",
        "QUITENME": "quitame|quiteme|quitenme|sacame|saqueme|saquenme|borrame|borreme|borrenme|eliminame"
        "|elimineme|eliminenme|remuevame|remuevanme",
        "QUITEN": "quita|quite|quiten|borra|borre|borren|saca|saque|saquen|elimina|elimine|eliminen"
        "|remueva|remuevan|quitar|borrar|eliminar",
        "NUMERO": "mi numero|este numero|mi telefono|este telefono|mi celular|mi nombre",
    },
    """
    [QUIERO] DEJA de MANDAR [LOS]* MENSAJES [A_MI] [MAS]
    [QUIERO] DEJA de MANDAR [MAS]
    [QUIERO] DEJA de ESCRIBIR [MAS]
    [QUIERO] dejar de recibir [LOS]* MENSAJES [DE]
    [QUIERO] PAREN [LOS]* MENSAJES [A_MI]
    [QUIERO] PAREN de MANDAR [LOS]* MENSAJES
    NO [ME] MANDEN [LOS]* MENSAJES [A_MI] [MAS]
    NO ME MANDEN MAS [A_MI]
    NO ME ESCRIBAN [A_MI] [MAS]
    NO [ME] ESCRIBAN A_MI [MAS]
    NO DESEO [RECIBIR] [LOS]* MENSAJES [DE] [A_MI] [MAS]
    NO DESEO que ME ESCRIBAN [MAS]
    [ya] no mas MENSAJES
    ni un MENSAJES mas
    [QUIERO] BAJA [LOS]* MENSAJES
    [QUIERO] BAJA [LOS]* LISTA
    [QUIERO] SALIR [LOS]* LISTA
    [QUIERO] BAJA
    [QUIERO] QUITENME [LOS]* LISTA
    [QUIERO] QUITENME [LOS]* MENSAJES
    [QUIERO] QUITEN NUMERO [LOS]* LISTA
    [QUIERO] QUITEN NUMERO
    stop mandando [LOS]* MENSAJES
    """,
)
_CREOLE = grammar(
    {
        "OU_MET": "ou met|nou met|fo ou|fo nou|fok ou|fok nou|eske ou ka|eske nou ka|ou ka|nou ka"
        "|mwen vle|m vle|mwen vle ou|mwen vle nou|m vle ou|m vle nou|mwen vle pou ou|mwen vle pou nou"
        "|mwen mande ou|mwen mande nou",
        "SISPANN": "sispann|arete|kanpe|stop",
        "VOYE": "voye|voye m|voye mwen|voyem",
        "EKRI": "ekri|tekste|texte|text|anmede|deranje|kontakte",
        "EKRIM": "ekrim|tekstem|anmedem|deranjem",
        "M": "m|mwen|mw|nou",
        "BAN": "ban m|ban mwen|banm|ban nou|ba m|bam|ba mwen|pou mwen|pou m|sou telefon mwen|sou telefon m"
        "|nan telefon mwen|nan telefon m|sou nimewo sa|sou nimewo sa a|sou telefon sa a",
        "TOUT": "tout|okenn|plis|lot|ak|ankenn|anpil",
        "MESAJ": "mesaj|mesaj yo|mesaj sa yo|mesaj nou yo|mesaj ou yo|mesaj tekst|mesaj teks|teks"
        "|teks yo|text|sms|mesaj sa",
        "ANKO": "anko|anko non|non|janm",
        "PA": "pa|pa janm|mwen pa vle ou|mwen pa vle nou|m pa vle ou|m pa vle nou|mwen pa vle pou ou"
        "|mwen pa vle pou nou|pa vle ou|pa vle nou",
        "MWEN": "mwen|m|mw|nou|mwenmenm",
        "VLE": "vle|bezwen",
        "RESEVWA": "resevwa|jwenn|we|gen|pran|li",
        "NAN_MEN": "nan men nou|nan men ou",
        "LEAVE": "dezabone|dezabone m|dezenskri|soti nan lis la|soti nan lis sa a|soti sou lis la",
        "WETE": "wete|retire|efase|elimine|tire",
        "NON": "non m|non mwen|nimewo m|nimewo mwen|nimewo sa a|nimewo sa|telefon mwen|telefon m",
        "LIS": "sou lis la|nan lis la|sou lis ou|nan lis ou|sou lis nou an|nan lis nou an|sou lis ou a"
        "|nan lis ou a|sou lis sa a|nan lis sa a|sou lis nou|nan lis nou"
        "|nan lis mesaj la|nan lis mesaj yo|nan sistem nan",
    },
    """
    [OU_MET] SISPANN VOYE [TOUT]* MESAJ [BAN] [ANKO]
    [OU_MET] SISPANN VOYE BAN [TOUT]* MESAJ [ANKO]
    [OU_MET] SISPANN EKRI M [ANKO]
    [OU_MET] SISPANN EKRIM [ANKO]
    [OU_MET] SISPANN [TOUT]* MESAJ [BAN] [ANKO]
    [OU_MET] sispann RESEVWA [TOUT]* MESAJ [ANKO]
    PA VOYE [TOUT]* MESAJ BAN [ANKO]
    PA VOYE [TOUT]* MESAJ ANKO
    PA voye M [TOUT]* MESAJ [ANKO]
    PA voyem [TOUT]* MESAJ [ANKO]
    PA VOYE BAN [TOUT]* MESAJ [ANKO]
    PA VOYE anyen [BAN] ANKO
    PA voye anko
    PA EKRI M [ANKO]
    PA EKRIM [ANKO]
    [MWEN] pa VLE [RESEVWA] [TOUT]* MESAJ [NAN_MEN] [BAN] [ANKO]
    mpa VLE [RESEVWA] [TOUT]* MESAJ [BAN] [ANKO]
    [OU_MET] LEAVE
    [OU_MET] anile [TOUT]* MESAJ
    [OU_MET] WETE [M] [NON] LIS
    [OU_MET] WETE NON
    """,
)
# The longest such sentence; a story that begins like one is none.
_MOST_WORDS = 20


def means_stop(said: str) -> bool:
    """Whether ``said``, plain words, can mean nothing but "no more texts"."""
    if said.count(" ") >= 2 * _MOST_WORDS:
        return False
    asked = _once(sayings(said))
    if asked in _CLEAR or _once(without_please(said)) in STOP_WORDS:
        return True
    whole = asked + " "
    return 0 < asked.count(" ") < _MOST_WORDS and any(
        pattern.fullmatch(whole) for pattern in (_ENGLISH, _SPANISH, _CREOLE)
    )


def _once(said: str) -> str:
    """``said`` without the repeats of a word ("stop stop stop")."""
    words = said.split() if " " in said else [said]
    return " ".join(word for word, before in zip(words, ["", *words], strict=False) if word != before)
