"""Jobs of people."""

import logging

from community.people.models import User
from community.people.services import mail_password_link as mail

log = logging.getLogger(__name__)


def mail_password_link(user_id: int) -> None:
    """Mail somebody a link for a new password. Run twice, it mails two links; either works, once."""
    user = User.objects.filter(pk=user_id, is_active=True, email__isnull=False).first()
    if user is None:
        log.warning("no sign-in %s to mail a link to", user_id)
        return
    mail(user)
