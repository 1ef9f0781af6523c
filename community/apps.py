"""The ground floor as a Django app; at start-up it lets every app plug in."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        from community.core import checks  # noqa: F401  registers the deploy checks
        from community.core.jobs import keep_schedule

        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "plugs"):
                import_module(f"{app.name}.plugs").plug()
        post_migrate.connect(keep_schedule, sender=self)
