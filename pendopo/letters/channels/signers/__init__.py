"""Ways to sign a PDF, one file each, behind one interface."""
