"""Addresses of boards."""

from django.urls import path

from advisory.boards.views import charters, pages, seats

urlpatterns = [
    path("boards/", pages.boards, name="boards"),
    path("boards/<int:pk>/", pages.board, name="board"),
    path("boards/<int:pk>/seats/", pages.board_seats, name="board_seats"),
    path("boards/<int:pk>/subcommittees/", pages.board_subcommittee, name="board_subcommittee"),
    path("boards/<int:pk>/join/", pages.board_join, name="board_join"),
    path("boards/<int:pk>/texts/new/<slug:kind>/", charters.charter_new, name="charter_new"),
    path("boards/memberships/<int:pk>/end/", pages.membership_end, name="membership_end"),
    path("boards/seats/<int:pk>/", seats.seat, name="seat"),
    path("boards/seats/<int:pk>/do/<slug:action>/", seats.seat_do, name="seat_do"),
    path("boards/texts/<int:pk>/", charters.charter, name="charter"),
    path("boards/texts/versions/<int:pk>/", charters.charter_version, name="charter_version"),
    path(
        "boards/texts/versions/<int:pk>/in/<slug:language>/",
        charters.charter_translate,
        name="charter_translate",
    ),
    path("boards/texts/<int:pk>/write/", charters.charter_write, name="charter_write"),
    path("boards/texts/<int:pk>/dissent/", charters.charter_dissent, name="charter_dissent"),
]
