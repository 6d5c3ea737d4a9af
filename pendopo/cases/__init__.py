"""Cases: whatever is handed in and must be answered. A frame: a domain brings its flow as data and its table."""
