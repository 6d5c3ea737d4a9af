"""Services of a kecamatan, the way of a request, and who may do what."""
