"""Questions and answers as pure Python."""
