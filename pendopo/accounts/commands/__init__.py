"""What the accounts domain does from the command line."""
