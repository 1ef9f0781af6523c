"""Which groups are compared, and how answers are bridged to them. Pure."""

from collections.abc import Collection
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """What a place is to us. The rest of the city may be counted, or is the city less our neighborhood."""

    NEIGHBORHOOD = "neighborhood", _("our neighborhood")
    REST = "rest", _("the rest of the city")
    CITY = "city", _("the whole city")
    OTHER = "other", _("another neighborhood")


class AreaKind(models.TextChoices):
    """How the city is cut into places. A place of one kind is never that of another, whatever its name."""

    NTA = "nta", _("neighborhood tabulation area")
    DISTRICT = "cd", _("community district")
    ZIP = "zip", _("ZIP code area")
    BOROUGH = "borough", _("borough")
    CITY = "city", _("city")


class Measured(models.TextChoices):
    """What an imported table counts."""

    REFERRED = "referred", _("children referred to Early Intervention")
    INFANT_DEATHS = "infant_deaths", _("infants who died before their first birthday")
    NEONATAL_DEATHS = "neonatal_deaths", _("infants who died before 28 days")
    POSTNEONATAL_DEATHS = "postneonatal_deaths", _("infants who died from 28 days to their first birthday")


class AgeBand(models.TextChoices):
    """Which children a denominator counts. Of those aged 0 to 4, ``rules.under_three`` takes three fifths."""

    UNDER_FIVE = "0-4", _("0 to 4 years")
    UNDER_THREE = "0-2", _("0 to 2 years")
    BIRTHS = "births", _("live births")


class Dimension(models.TextChoices):
    """By what a table tells children apart."""

    RACE = "race", _("race or ethnicity")
    MOTHER = "mother", _("race or ethnicity of the mother")
    LANGUAGE = "language", _("language")
    ZIP = "zip", _("ZIP code")
    SEX = "sex", _("sex")
    AGE = "age", _("age")
    SOURCE = "source", _("who referred")
    PROVIDER = "provider", _("agency")
    STEP = "step", _("step")


EVERYONE = "all"
# What no answer is called, whatever was asked.
UNKNOWN = "unknown"


class GroupKey(models.TextChoices):
    """The groups of the city's population estimates, and the children of whom nothing is known."""

    BLACK = "black", _("Black")
    HISPANIC = "hispanic", _("Hispanic or Latino")
    WHITE = "white", _("White")
    ASIAN_NHPI = "asian_nhpi", _("Asian or Pacific Islander")
    AIAN = "aian", _("Native American or Alaska Native")
    MULTIRACIAL = "multiracial", _("More than one group")
    UNKNOWN = "unknown", _("No race or ethnicity on record")


class MotherGroup(models.TextChoices):
    """The groups by which New York City's vital statistics tell mothers apart."""

    ASIAN_PI = "asian_pi", _("Asian and Pacific Islander")
    BLACK = "black_nh", _("Black, not Hispanic")
    OTHER_HISPANIC = "other_hispanic", _("Hispanic, not Puerto Rican")
    PUERTO_RICAN = "puerto_rican", _("Puerto Rican")
    WHITE = "white_nh", _("White, not Hispanic")
    OTHER = "other", _("Other, or two and more")
    UNKNOWN = "unknown", _("No race or ethnicity on record")


BRIDGE = {
    "aian": GroupKey.AIAN,
    "asian": GroupKey.ASIAN_NHPI,
    "black": GroupKey.BLACK,
    "hispanic": GroupKey.HISPANIC,
    "mena": GroupKey.WHITE,
    "nhpi": GroupKey.ASIAN_NHPI,
    "white": GroupKey.WHITE,
}


def bridge(categories: Collection[str]) -> GroupKey:
    """The population group of a child whose family chose ``categories`` of the 2024 standard.

    The denominators follow the 1997 standard, in which Hispanic children may be of any race and Middle
    Eastern or North African was part of White; the city adds Pacific Islander to Asian. So: nobody asked
    is "unknown"; Hispanic with anything is Hispanic; else each category becomes its group, and two
    different groups become "more than one". Sources: OMB SPD 15 of 2024 (89 FR 22182) and of 1997 (62 FR
    58782). A category that the standard does not know is a KeyError.
    """
    groups = {BRIDGE[category] for category in categories}
    if not groups:
        return GroupKey.UNKNOWN
    if GroupKey.HISPANIC in groups:
        return GroupKey.HISPANIC
    return groups.pop() if len(groups) == 1 else GroupKey.MULTIRACIAL


def under_three(aged_0_to_4: Decimal) -> Decimal:
    """Three fifths of the children aged 0 to 4.

    An approximation, to be labelled so: no public source counts the city's children under three by group.
    """
    return aged_0_to_4 * 3 / 5
