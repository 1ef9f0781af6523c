"""As whom somebody is at a meeting. The words are the roles of its board's audiences."""

# Drives the evening, and the screen in the room: both are asked for, by those who run meetings.
FACILITATOR, PROJECTOR = "facilitator", "projector"
# Has a seat in a group that meets: votes, counts for the quorum, reads what is for members only.
MEMBER = "member"
# The staff, and candidates for a seat: they see all but what is for members only.
COLLEAGUE = "colleague"
# Asked to this one meeting: sees the items that are open to guests.
GUEST = "guest"
