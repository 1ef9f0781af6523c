"""What parents agreed to with the referrals that are there already, by purpose and recipient."""

from django.db import migrations

AT_ONCE = 1000


def say_whom_and_what(apps, _schema_editor):
    """The words of each standing consent to a referral name the agency, and the team that checks."""
    consents = apps.get_model("community", "Consent").objects
    referrals = apps.get_model("referrals", "Referral").objects.filter(consent__withdrawal=None)
    kept = []
    for referral in referrals.select_related("consent").order_by("pk").iterator(AT_ONCE):
        said = referral.consent
        for purpose, recipient in (("referral", referral.organisation_id), ("follow_up", None)):
            kept.append(
                type(said)(
                    person_id=said.person_id,
                    purpose=purpose,
                    recipient_id=recipient,
                    subject_id=referral.child_id,
                    wording=said.wording,
                    language=said.language,
                    channel=said.channel,
                    given_at=said.given_at,
                    recorded_by_id=said.recorded_by_id,
                )
            )
        if len(kept) >= AT_ONCE:
            consents.bulk_create(kept)
            kept = []
    consents.bulk_create(kept)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0014_glass"), ("community", "0011_consent_recipients")]
    operations = [migrations.RunPython(say_whom_and_what, migrations.RunPython.noop)]
