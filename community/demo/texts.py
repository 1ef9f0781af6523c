"""Texts for many: one that can be sent to all, one that a language lacks, and answers given often."""

from community.demo.cast import Cast
from community.messaging.models import TemplateText
from community.messaging.services import review_text, write_template

# By use and name: the words in each language, and who has reviewed which.
TEXTS: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
    (
        "broadcast",
        "Saturday hours begin",
        {
            "en": "{community}: you asked for it. The library is open on Saturdays, 10 am to 2 pm. "
            "We read together at 11 am. Will you come? 1 yes 2 no",
            "es": "{community}: ustedes lo pidieron. La biblioteca abre los sabados, de 10 am a 2 pm. "
            "Leemos juntos a las 11 am. ¿Vienes? 1 si 2 no",
            "ht": "{community}: se ou ki te mande sa. Bibliyotèk la louvri chak samdi, 10 am a 2 pm. "
            "N ap li ansanm a 11 am. Eske w ap vini? 1 wi 2 non",
        },
        {"en": "coordinator", "es": "facilitator", "ht": "ambassador"},
    ),
    (
        "broadcast",
        "Warm coats",
        {
            "en": "{community}: we have warm coats for children, all sizes, on Friday, 3 to 6 pm. "
            "They cost nothing. Come to 444 Thomas Boyland St.",
            "es": "{community}: hay abrigos para niños de todos los tamaños el viernes, de 3 a 6 pm. "
            "Son gratis, y hay café y música. Ven a 444 Thomas Boyland St.",
        },
        {"en": "coordinator"},
    ),
    (
        "reply",
        "A person calls you",
        {
            "en": "{community}: thank you for writing, {first_name}. A person calls you today.",
            "es": "{community}: gracias por escribir, {first_name}. Una persona te llama hoy.",
            "ht": "{community}: mèsi paske ou ekri nou, {first_name}. Yon moun ap rele w jodi a.",
        },
        {"en": "coordinator", "es": "facilitator", "ht": "ambassador"},
    ),
    (
        "reply",
        "Where we meet",
        {
            "en": "{community}: we meet at 444 Thomas Boyland St, second floor. Ring the bell.",
            "es": "{community}: nos vemos en 444 Thomas Boyland St, segundo piso. Toca el timbre.",
        },
        {"en": "coordinator", "es": "facilitator"},
    ),
]


def seed_texts(cast: Cast) -> None:
    """Write them as the coordinator, and have the staff review what is reviewed."""
    for kind, name, texts, reviewers in TEXTS:
        written = write_template(
            cast.community, kind=kind, name=name, texts=texts, by=cast.staff["coordinator"]
        )
        for text in TemplateText.objects.filter(version__template=written, language__in=reviewers):
            review_text(text, by=cast.staff[reviewers[text.language]])
