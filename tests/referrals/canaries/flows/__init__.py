"""What happens to a child, flow by flow, in this order. A room that adds one adds a function to one of these.

Each has the ``World`` and a clock that it may shift. What it hands to somebody who may not see a child goes
into ``world.handed_out``.
"""

from tests.referrals.canaries.flows import arriving, asking, helping, leaving, offering

FLOWS = (*arriving.flow, *offering.flow, *asking.flow, *helping.flow, *leaving.flow)
