"""Paths of the register: the population books and files of residents."""

from django.urls import URLPattern, path

from pendopo.people.views import books

urlpatterns: list[URLPattern] = [
    path("meja/buku/", books.index, name="people-books"),
    path("meja/buku/lampid/", books.book, {"book": "lampid"}, name="people-lampid"),
    path("meja/buku/<slug:book>/", books.book, name="people-book"),
    path("meja/buku/<slug:book>/cetak/", books.print_book, name="people-book-print"),
    path("meja/buku/<slug:book>/nik/", books.show_numbers, name="people-book-numbers"),
    path("meja/buku/<slug:book>/unduh/", books.book_file, name="people-book-file"),
    path("meja/warga/ekspor/", books.residents_file, name="people-export"),
]
