"""The same rules written down once more, the slow and plain way, to compare the counting room with."""

from fractions import Fraction

from advisory.counting.ballots import OVERVOTE, Profile


def whom(ranks, *, out, overvote, max_skipped, duplicate):
    """Whom one ballot counts for while the candidates ``out`` are gone, or why it counts for nobody."""
    marked = [(place, set(rank)) for place, rank in enumerate(ranks) if rank]
    before, seen = -1, []
    for place, rank in marked:
        if max_skipped is not None and place - before > max_skipped + 1:
            return None, "skipped"
        before = place
        if duplicate == "exhaust" and rank != set(OVERVOTE):
            if any(one in seen for one in rank):
                return None, "duplicate"
            seen.extend(rank)
        still = rank - out - set(OVERVOTE)
        several = len(rank) > 1 or rank == set(OVERVOTE)
        if several and overvote == "exhaust":
            return None, "overvote"
        if several and overvote == "skip":
            continue
        if len(still) > 1:
            return None, "overvote"
        if still:
            return still.pop(), ""
    return None, "exhausted"


def irv(profile: Profile, *, overvote="exhaust", max_skipped=None, duplicate="skip"):
    """Rounds as (counts, inactive, loser), and the winner; ties by the order of the ballot.

    Ballots are gone through anew in every round; those that have ended stay so.
    """
    out, rounds = set(), []
    voters = [ballot.ranks for ballot in profile.ballots for _copy in range(ballot.weight)]
    ended = {}
    while True:
        counts = {one: 0 for one in profile.candidates if one not in out}
        for voter, ranks in enumerate(voters):
            if voter in ended:
                continue
            one, why = whom(ranks, out=out, overvote=overvote, max_skipped=max_skipped, duplicate=duplicate)
            if one is None:
                ended[voter] = why
            else:
                counts[one] += 1
        whys = list(ended.values())
        inactive = {why: whys.count(why) for why in ("overvote", "skipped", "exhausted", "duplicate")}
        active = sum(counts.values())
        if not active:
            return [*rounds, (counts, inactive, None)], None
        best = max(counts, key=lambda one: (counts[one], -profile.candidates.index(one)))
        if 2 * counts[best] > active or len(counts) == 2:
            return [*rounds, (counts, inactive, None)], best
        worst = min(counts, key=lambda one: (counts[one], -profile.candidates.index(one)))
        rounds.append((counts, inactive, worst))
        out.add(worst)


def wants(profile: Profile):
    """The points of every voter, one dictionary a voter."""
    return [
        {
            one: points
            for one, points in (dict(b.scores) or dict.fromkeys(b.approvals, 1)).items()
            if points > 0
        }
        for b in profile.ballots
        for _copy in range(b.weight)
    ]


def price_of_a_point(purses, points, cost):
    """The price of a point at which ``cost`` comes together, who has less giving all they have.

    What comes together grows with the price, in straight lines between the prices at which purses run out.
    """
    prices = [Fraction(0), *sorted({purse / given for purse, given in zip(purses, points, strict=True)})]
    together = [sum(min(p, price * g) for p, g in zip(purses, points, strict=True)) for price in prices]
    if together[-1] < cost:
        return None
    for low, high, less, more in zip(prices, prices[1:], together, together[1:], strict=False):
        if less < cost <= more:
            return low + (high - low) * (cost - less) / (more - less)
    return None


def equal_shares(profile: Profile, share):
    """The projects chosen with ``share`` a voter, and who paid what for each."""
    voters = wants(profile)
    purse = [Fraction(share)] * len(voters)
    chosen, paid = [], {}
    while True:
        offers = []
        for place, project in enumerate(profile.candidates):
            who = [voter for voter, given in enumerate(voters) if project in given]
            if project in chosen or not who:
                continue
            given = [voters[voter][project] for voter in who]
            price = price_of_a_point([purse[voter] for voter in who], given, profile.costs[project])
            if price is not None:
                effective = profile.costs[project] / price
                offers.append((-effective, profile.costs[project], -sum(given), place, project, price, who))
        if not offers:
            return chosen, paid
        *_order, project, price, who = min(offers)
        chosen.append(project)
        paid[project] = {voter: min(purse[voter], price * voters[voter][project]) for voter in who}
        for voter, payment in paid[project].items():
            purse[voter] -= payment


def add_one(profile: Profile):
    """Add1, one unit after the other."""
    share = Fraction(profile.budget) / len(wants(profile))
    wanted = {project for given in wants(profile) for project in given}
    while True:
        chosen, paid = equal_shares(profile, share)
        left = profile.budget - sum(profile.costs[one] for one in chosen)
        if all(profile.costs[one] > left for one in profile.candidates if one not in chosen):
            return chosen, paid
        if set(chosen) == wanted:
            return chosen, paid
        after, _paid = equal_shares(profile, share + 1)
        if sum(profile.costs[one] for one in after) > profile.budget:
            return chosen, paid
        share += 1
