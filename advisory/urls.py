"""Every address of the advisory boards."""

from advisory.boards import urls as boards
from advisory.decisions import urls as decisions
from advisory.recruiting import urls as recruiting
from advisory.stipends import urls as stipends

urlpatterns = [
    *boards.urlpatterns,
    *decisions.urlpatterns,
    *recruiting.urlpatterns,
    *stipends.urlpatterns,
]
