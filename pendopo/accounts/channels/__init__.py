"""What the accounts domain speaks with: the browser's passkeys."""
