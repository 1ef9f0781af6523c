"""Ways in for people: by phone and code, or by e-mail, password and second factor."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.people.models import Person, SignedLink, User
from community.people.rules import LOSE_PHONE
from community.people.selectors import may_sign_in_by_phone, people_at_phone


def give_phone_sign_in(person: Person) -> User:
    """Let ``person``, and everyone they share their phone with, sign in by a code sent to it.

    Raises Refused for people without a phone, and for those who sign in with two factors.
    """
    user = phone_user(person.phone) if person.phone and may_sign_in_by_phone(person) else None
    if user is None:
        raise Refused(_("%(name)s cannot sign in by phone.") % {"name": person.display_name})
    person.user = user
    return user


@transaction.atomic
def phone_user(phone: str) -> User | None:
    """The sign-in of ``phone`` (E.164), made now if somebody we know may use it; else None.

    Behind it stand those whose phone it is today. Who has changed their number, or works with two
    factors by now, is taken from behind it. When others stand there than before, every earlier sign-in
    by it ends: a number may have passed to somebody else, and so must no device that is still signed in.
    """
    people = {person.pk for person in people_at_phone(phone)}
    user: User | None
    made = False
    if people:
        user, made = User.objects.get_or_create(phone=phone, defaults={"password": make_password(None)})
    else:
        user = User.objects.filter(phone=phone).first()
    if user is not None:
        behind = set(Person.objects.filter(user=user).values_list("pk", flat=True))
        Person.objects.filter(pk__in=behind - people).update(user=None)
        Person.objects.filter(pk__in=people - behind).update(user=user)
        if behind != people and not made:
            user.set_unusable_password()  # Django's sessions hold while the password, any password, does
            user.save(update_fields=["password"])
    return user if people else None


@transaction.atomic
def take_phone_away(people: Sequence[Person], *, channel: str) -> None:
    """The phone of ``people`` is somebody else's now: who signed in by it, or follows a link that was
    texted to it, is out everywhere.
    """
    phones = {str(person.phone) for person in people if person.phone}
    for person in people:
        person.phone = None
        person.save(update_fields=["phone"])
        audit.record(person, LOSE_PHONE, by=None, channel=channel)
    now = timezone.now()
    SignedLink.objects.filter(person__in=people, expires_at__gt=now).update(expires_at=now)
    for phone in phones:
        phone_user(phone)


@transaction.atomic
def give_staff_sign_in(
    person: Person, *, email: str, password: str | None, totp_secret: str | None = None
) -> User:
    """Give ``person`` a sign-in of their own by e-mail and password.

    With ``totp_secret`` (base32) the second factor is set up too; without it they are led to set it
    up when they first come in. Raises Refused when the e-mail is another sign-in's.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=email, password=password)
    except IntegrityError as error:
        raise Refused(_("Somebody signs in with %(email)s already.") % {"email": email}) from error
    if totp_secret is not None:
        TOTP.activate(user, totp_secret)
    person.user = user
    person.email = user.email
    person.save(update_fields=["user", "email"])
    return user


def has_set_up_second_factor(user: User) -> bool:
    """Whether ``user`` has an app that makes codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
