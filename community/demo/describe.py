"""Saying who can sign in where, for people and for programs."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from community.demo.cast import PASSWORD, Cast
from community.demo.people import totp_secret
from community.people.models import Person
from community.people.phones import for_people

PLACES = (
    ("home", "home"),
    ("demo", "demo"),
    ("sign_in", "account_login"),
    ("sign_in_by_phone", "account_request_login_code"),
    ("meetings", "meetings"),
    ("people", "people"),
    ("inbox", "inbox"),
    ("broadcasts", "broadcasts"),
    ("templates", "templates"),
    ("decisions", "decisions"),
    ("money", "stipends"),
    ("my_stipends", "my_stipends"),
    ("referrals", "referrals"),
    ("referral_new", "referral_new"),
    ("caseload", "caseload"),
    ("equity", "equity"),
    ("styleguide", "styleguide"),
    ("sms_inbound", "sms_inbound"),
    ("sms_status", "sms_status"),
    ("voice", "voice_begin"),
    ("join_invite", "join_invite"),
)


def _row(person: Person, role: str) -> dict[str, Any]:
    signs_in_by_mail = person.email is not None
    return {
        "name": person.display_name,
        "role": role,
        "phone": person.phone,
        "email": person.email,
        "password": PASSWORD if signs_in_by_mail else None,
        "totp_secret": totp_secret(str(person.email)) if signs_in_by_mail else None,
        "language": person.language,
    }


def _places() -> dict[str, str]:
    """Every address worth naming. There is a simulator only where no real texts are sent."""
    simulated = (("simulator", "simulator"),) if settings.SMS_BACKEND == "simulator" else ()
    return {name: reverse(url) for name, url in (*PLACES, *simulated)}


def describe(cast: Cast) -> dict[str, Any]:
    """Everything a visitor, or a program, needs to walk in."""
    meeting = cast.meeting
    at_meeting = {
        name: reverse(name, args=[meeting.pk])
        for name in ("meeting", "meeting_board", "meeting_console", "meeting_projector")
    }
    questions = reverse("reality_questions", args=[meeting.group_id])
    return {
        "community": {
            "slug": cast.community.slug,
            "name": cast.community.name,
            "number": cast.community.number,
        },
        "people": [
            *(_row(person, role) for role, person in cast.staff.items()),
            *(_row(person, "provider") for person in cast.providers),
            *(_row(person, "board member") for person in cast.members),
        ],
        "meeting": {
            "id": meeting.pk,
            "url": reverse("meeting", args=[meeting.pk]),
            "door_code": meeting.door_code,
        },
        "urls": {
            **_places(),
            **at_meeting,
            "join": reverse("join", args=[cast.community.slug]),
            "reality_questions": questions,
        },
    }


def in_words(cast: Cast, address: str) -> str:
    """The same for somebody at a terminal."""
    facts = describe(cast)
    meeting = facts["meeting"]
    lines = [
        f"{cast.community.name} (sample data) meets this evening.",
        "",
        f"  Sign in as anybody with one press:  {address}{facts['urls']['demo']}",
        f"  Everybody's phone:                  {address}{facts['urls'].get('simulator', '')}",
        f"  The meeting (door code {meeting['door_code']}):        {address}{meeting['url']}",
        "",
        f"Or sign in at {address}{facts['urls']['sign_in']} with the password {PASSWORD} and the second",
        "factor of the secret in the last column (any authenticator app):",
        "",
    ]
    lines += [
        f"  {row['role']:12} {row['name']:18} {row['email']:26} {row['totp_secret']}"
        for row in facts["people"]
        if row["email"]
    ]
    by_phone = address + facts["urls"]["sign_in_by_phone"]
    lines += ["", f"Board members sign in at {by_phone} with a code by text:", ""]
    lines += [
        f"  {row['language']}  {row['name']:18} {for_people(row['phone'])}"
        for row in facts["people"]
        if row["role"] == "board member"
    ]
    return "\n".join(lines)
