"""Who may send messages, how their sending stands, and when one may go out."""
