"""What one would write first with Django and Channels: the reference that Stoop is held against.

Django without middleware; a consumer that joins a group, and one that only says hello; a view that
inserts one row. Same server, same database, same pool as Stoop.
"""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from community.config.env import Mode, database

GROUP = "everybody"

settings.configure(
    SECRET_KEY=os.environ["SECRET_KEY"],
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF="bench.bare",
    INSTALLED_APPS=["channels"],
    MIDDLEWARE=[],
    DATABASES={"default": database(Path(os.environ["STOOP_VAR"]) / "unused", mode=Mode.DEVELOPMENT)},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
)
django.setup(set_prefix=False)

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.frames import frame
from community.config.handler import OneHopHandler


class Row(models.Model):
    """One thing that happened."""

    words = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.words


class News(AsyncWebsocketConsumer):
    """The consumer of Channels' own tutorial; it tells all what a socket says ("version size")."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()
        await self.send(text_data=frame(1, 0))

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        version, size = map(int, (text_data or "").split())
        await self.channel_layer.group_send(GROUP, {"type": "news", "text": frame(version, size)})

    async def news(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


class Greeter(AsyncWebsocketConsumer):
    """Lets everybody in, asks nothing, and sends so many bytes."""

    async def connect(self) -> None:
        await self.accept()
        await self.send(text_data=frame(1, self.scope["url_route"]["kwargs"]["size"]))


def insert(request: HttpRequest) -> HttpResponse:
    """One row."""
    Row.objects.create(words=request.POST["Body"])
    return HttpResponse("kept")


sockets = [path("ws/", News.as_asgi()), path("ws/<int:size>/", Greeter.as_asgi())]
urlpatterns = [path("insert/", insert)]
application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter(sockets)})

one_hop = OneHopHandler(threads=8)

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Row)
