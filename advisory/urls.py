"""Every address of the advisory boards."""

from advisory.budgets import urls as budgets
from advisory.choosing import urls as choosing
from advisory.decisions import urls as decisions
from advisory.stipends import urls as stipends

urlpatterns = [
    *budgets.urlpatterns,
    *choosing.urlpatterns,
    *decisions.urlpatterns,
    *stipends.urlpatterns,
]
