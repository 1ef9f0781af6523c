"""Who may look after a test of change."""

from django.db.models import QuerySet

from community.people.models import Community, Person
from community.people.selectors import directory, staff_of


def owners_in(community: Community) -> QuerySet[Person]:
    """The staff, and whoever has a seat today: an address names nobody else."""
    staff = staff_of(community, "coordinator", "facilitator", "ambassador").values("pk")
    seated = directory(community, community.today()).values("pk")
    found: QuerySet[Person] = Person.objects.of(community)
    return (found.filter(pk__in=staff) | found.filter(pk__in=seated)).order_by("display_name", "pk")
