"""What one would write first with Django and Channels: the reference that Stoop is held against.

Django without middleware; a consumer that joins a group; a view that inserts one row; a view that
inserts one row and tells the group. Same server, same database, same pool as Stoop.
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

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from community.config.handler import OneHopHandler


class Row(models.Model):
    """One thing that happened."""

    words = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.words


class News(AsyncWebsocketConsumer):
    """The consumer of Channels' own tutorial; it also passes on what a socket says."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send(GROUP, _event(int(text_data or 0)))

    async def news(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


def _event(size: int) -> dict[str, Any]:
    return {"type": "news", "text": "x" * size}


def insert(request: HttpRequest) -> HttpResponse:
    """One row."""
    Row.objects.create(words=request.POST["Body"])
    return HttpResponse("kept")


def insert_and_tell(request: HttpRequest) -> HttpResponse:
    """One row, and everybody hears of it."""
    Row.objects.create(words="a vote")
    async_to_sync(get_channel_layer().group_send)(GROUP, _event(int(request.POST["size"])))
    return HttpResponse("told")


urlpatterns = [path("insert/", insert), path("tell/", insert_and_tell)]
application = ProtocolTypeRouter(
    {"http": get_asgi_application(), "websocket": URLRouter([path("ws/", News.as_asgi())])}
)

one_hop = OneHopHandler(threads=8)

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Row)
