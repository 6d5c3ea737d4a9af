"""The press (a frame): a page and its content in, the bytes of a PDF/A out; nothing here knows a database."""
