"""Addresses of the book."""

from django.urls import path

from advisory.ledger import views

urlpatterns = [
    path("money/funds/", views.funds, name="funds"),
    path("money/funds/new/", views.fund_new, name="fund_new"),
    path("money/funds/<int:pk>/", views.fund_change, name="fund_change"),
    path("money/bills/", views.bills, name="bills"),
    path("money/bills/new/", views.bill_new, name="bill_new"),
    path("money/bills/<int:pk>/back/", views.bill_back, name="bill_back"),
    path("money/book/", views.book, name="ledger_book"),
    path("money/book/close/", views.month_close, name="month_close"),
]
