"""The addresses of sockets, and who is listened to at all."""

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware
from django.urls import path, re_path

from community.live.consumers import BoardConsumer, NoSuchBoard

websocket = AllowedHostsOriginValidator(
    CookieMiddleware(
        URLRouter(
            [
                path("ws/board/<int:board_id>/", BoardConsumer.as_asgi()),
                path("ws/l/<str:token>/", BoardConsumer.as_asgi()),
                re_path("", NoSuchBoard.as_asgi()),
            ]
        )
    )
)
