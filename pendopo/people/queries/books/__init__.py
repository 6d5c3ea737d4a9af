"""The population books B.1 to B.5: on screen with masked numbers, whole for a file that somebody asked for."""

from pendopo.people.queries.books.pages import (
    BookHead,
    BookPage,
    BookRows,
    PrintedBook,
    book_head,
    book_page,
    book_report,
    book_rows,
    book_signers,
    printed_book,
)
