"""A stand-in for Twilio on the loopback: its REST API for messages, and its signed webhooks.

It answers the fields that Twilio's own library reads, refuses what Twilio refuses
(https://www.twilio.com/docs/api/errors), lists what came and went, and can be told to fail.
"""

from tests.stand_in.log import Log, Text
from tests.stand_in.rest import Trouble
from tests.stand_in.twilio import StandIn

__all__ = ["Log", "StandIn", "Text", "Trouble"]
