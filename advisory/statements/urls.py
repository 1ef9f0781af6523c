"""Addresses of statements, of the tax year, and of the open book. ``book/`` is for everybody."""

from django.urls import path, register_converter

from advisory.statements import views


class Year:
    """A year of this century; it names no row."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Year, "year")

urlpatterns = [
    path("my/stipends/years/", views.my_statements, name="my_statements"),
    path("my/stipends/<year:year>/", views.my_statement, name="my_statement"),
    path("my/stipends/<year:year>/pdf/", views.my_statement_pdf, name="my_statement_pdf"),
    path("money/people/<int:pk>/<year:year>/", views.payee_statement, name="payee_statement"),
    path("money/people/<int:pk>/<year:year>/pdf/", views.payee_statement_pdf, name="payee_statement_pdf"),
    path("money/tax/", views.tax, name="tax"),
    path("money/tax/<year:year>/", views.tax_year, name="tax_year"),
    path("money/tax/<year:year>/csv/", views.tax_csv, name="tax_csv"),
    path("money/tax/<year:year>/noted/", views.tax_note, name="tax_note"),
    path("money/tax/<year:year>/threshold/", views.tax_threshold, name="tax_threshold"),
    path("book/<slug:slug>/", views.book, name="book"),
    path("book/<slug:slug>/csv/", views.book_csv, name="book_csv"),
]
