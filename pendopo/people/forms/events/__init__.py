"""Questions of the event pages, one file a theme."""
