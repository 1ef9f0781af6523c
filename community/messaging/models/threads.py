"""One phone and one community: what they may text, who is writing, and who looks after it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import PhoneField, phone_shape


class Thread(Owned):
    """All texts between one phone and one community."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="threads")
    phone = PhoneField()
    created_at = models.DateTimeField(default=timezone.now)
    # Texts stop here: the phone said STOP, or the carrier says it did.
    opted_out_at = models.DateTimeField(null=True, blank=True)
    # A sentence sounded like STOP: nothing but answers leaves until a person has read it.
    paused_at = models.DateTimeField(null=True, blank=True)
    # When it last texted us, to the day: written at most once a day, so that an answer costs no more.
    heard_at = models.DateTimeField(null=True, blank=True)
    # Since when the number may have passed to somebody else, and must give its person's first name.
    doubted_at = models.DateTimeField(null=True, blank=True)
    # How many first names were given since that were not its person's.
    wrong_names = models.PositiveSmallIntegerField(default=0)
    # The personal text that waits until we know who wrote it.
    held = models.ForeignKey(
        "community.Message", models.SET_NULL, null=True, blank=True, related_name="held_in"
    )
    # Who of those that share the phone is writing, and until when we take that for granted.
    speaker = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="speaks_in"
    )
    speaks_until = models.DateTimeField(null=True, blank=True)
    # Since when a text waits for a person of the staff to read it.
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    # Since when a text to this phone has failed and nobody has looked.
    failed_since = models.DateTimeField(null=True, blank=True, db_index=True)
    # When we last said that a person will read it.
    promised_at = models.DateTimeField(null=True, blank=True)
    # The newest text that somebody of the staff has had before them; later ones are unread.
    seen_upto = models.BigIntegerField(default=0)
    # Who of the staff takes care of it.
    assigned_to = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="assigned_threads"
    )

    class Meta:
        verbose_name = _("thread")
        constraints = [
            models.UniqueConstraint(fields=["community", "phone"], name="thread_once"),
            phone_shape("phone", "thread_phone_e164"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | Q(speaks_until__isnull=False), name="speaker_for_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class ThreadNote(Owned):
    """What one of the staff wrote down for the others; it is never texted."""

    belongs_through = "thread__community"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="notes")
    author = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk}"
