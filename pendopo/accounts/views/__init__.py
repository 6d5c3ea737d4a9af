"""What the accounts domain answers to a browser."""
