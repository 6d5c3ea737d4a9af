"""What stands on a paper and leads back to the site: one space of short codes, receipt numbers and QR addresses."""
