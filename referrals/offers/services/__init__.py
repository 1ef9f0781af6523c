"""Sending families to other organizations and back, answering, and reminding those who have not."""

from referrals.offers.services.answering import (
    accept_offer,
    decline_offer,
    put_on_waiting_list,
    withdraw_offer,
)
from referrals.offers.services.reminding import mail_notice, remind
from referrals.offers.services.sending import give_back, send_to
from referrals.offers.services.settling import settle

__all__ = [
    "accept_offer",
    "decline_offer",
    "give_back",
    "mail_notice",
    "put_on_waiting_list",
    "remind",
    "send_to",
    "settle",
    "withdraw_offer",
]
