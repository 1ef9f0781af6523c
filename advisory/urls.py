"""Every address of the advisory boards."""

from advisory.decisions import urls as decisions
from advisory.outcomes import urls as outcomes
from advisory.proposals import urls as proposals
from advisory.stipends import urls as stipends

urlpatterns = [
    *decisions.urlpatterns,
    *proposals.urlpatterns,
    *outcomes.urlpatterns,
    *stipends.urlpatterns,
]
