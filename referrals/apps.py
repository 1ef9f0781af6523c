"""The referrals' app: tracking, the Ambassador's caseload, and equity."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Referrals")

    def ready(self) -> None:
        from referrals.equity.watch import unwatch, watch

        pre_migrate.connect(unwatch, sender=self)
        post_migrate.connect(watch, sender=self)
