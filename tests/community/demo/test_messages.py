"""The demo's messages to many."""

import io

import pytest

from community.broadcasts.selectors import plan_of, previews_of, progress_of
from community.demo.seed import seed
from community.models import Broadcast

pytestmark = pytest.mark.django_db


def test_one_went_to_the_whole_board_and_one_is_being_written():
    seed(stdout=io.StringIO())
    swap, thanks = Broadcast.objects.order_by("pk")
    far = progress_of(swap)
    assert (swap.state, swap.approved_by.display_name) == ("done", "Imani Foster")
    assert (far.total, far.delivered, far.missed) == (23, 22, 1)
    previews = {preview.language: preview for preview in previews_of(thanks, plan_of(thanks))}
    assert thanks.state == "draft"
    assert previews["ht"].text is None
    assert previews["es"].letters == [("ú", "u")]
    assert not any(preview.is_refused for preview in previews.values())
    assert all(preview.size.segments == 1 for preview in previews_of(swap, plan_of(swap)))
