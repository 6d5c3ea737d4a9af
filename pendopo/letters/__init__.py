"""Letters: from a request to a signed page that anyone can verify."""
