"""Every address of the advisory boards."""

from advisory.decisions import urls as decisions
from advisory.stipends import urls as stipends

urlpatterns = [*decisions.urlpatterns, *stipends.urlpatterns]
