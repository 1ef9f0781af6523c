"""Every page that names a child, or shows a record, writes a line of the audit that its parent can read."""

import pytest
from django.urls import reverse

from community.models import AuditLine
from referrals.sharing.selectors import looked_at
from tests.architecture.asking import BY_NAME, methods_of
from tests.architecture.doors import DOORS

pytestmark = pytest.mark.django_db
# The rooms of the referrals; no other room knows of a child.
OURS = sorted(
    name
    for name in DOORS
    if BY_NAME[name].callback.__module__.startswith("referrals.") and "GET" in methods_of(name)
)
# Whoever came in to a record is written down, in full or in initials alike.
NAMED = ("Maple child", "Maple parent", "M. C.")


@pytest.mark.parametrize("role", ["ambassador", "coordinator", "provider", "finance"])
def test_whoever_reads_of_a_child_leaves_a_line(home, role):
    child, person = home.referral.child, home.people[role]
    home.furnish()
    reads = []
    for name in OURS:
        opens = DOORS[name]
        if role not in opens.to:
            continue
        before = set(looked_at(child).filter(actor=person).values_list("pk", flat=True))
        page = home.browsers[role].get(reverse(name, kwargs=opens.arguments(home)))
        text = page.content.decode(errors="replace")
        if page.status_code == 200 and any(word in text for word in NAMED):
            reads.append(name)
            lines = looked_at(child).filter(actor=person).exclude(pk__in=before)
            assert lines.exists(), f"{name} shows a child to the {role} and writes nothing down"
    assert reads, "some page does show a child"
    assert not AuditLine.objects.filter(why__contains="Maple").exists(), "ids, and no names"
