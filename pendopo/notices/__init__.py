"""Messages of the office to residents, and the channels that carry them."""
