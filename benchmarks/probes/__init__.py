"""What runs inside a site's own process and prints one line of JSON."""
