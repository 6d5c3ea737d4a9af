"""The printed form: questions as lines and boxes."""
