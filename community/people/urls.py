"""Addresses of people: the home page and ways in."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from community.people.views import links, pages, ways_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("people/", pages.people, name="people"),
    path("people/<int:pk>/", pages.person, name="person"),
    path("accounts/", include("community.people.account_urls")),
    path("who/", ways_in.who, name="who"),
    path("l/<str:token>/", links.link, name="link"),
    path("l/<str:token>/<slug:action>/", links.link, name="link_part"),
    path("l/<str:token>/do/<slug:action>/", links.link_do, name="link_do"),
]
if settings.DEMO:
    urlpatterns.append(path("", include("community.people.demo_urls")))
