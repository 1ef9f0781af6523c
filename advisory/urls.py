"""Every address of the advisory boards."""

from advisory.boards import urls as boards
from advisory.budgets import urls as budgets
from advisory.choosing import urls as choosing
from advisory.decisions import urls as decisions
from advisory.ledger import urls as ledger
from advisory.outcomes import urls as outcomes
from advisory.payments import urls as payments
from advisory.proposals import urls as proposals
from advisory.recruiting import urls as recruiting
from advisory.statements import urls as statements
from advisory.stipends import urls as stipends

urlpatterns = [
    *boards.urlpatterns,
    *decisions.urlpatterns,
    *recruiting.urlpatterns,
    *proposals.urlpatterns,
    *outcomes.urlpatterns,
    *budgets.urlpatterns,
    *choosing.urlpatterns,
    *ledger.urlpatterns,
    *stipends.urlpatterns,
    *payments.urlpatterns,
    *statements.urlpatterns,
]
