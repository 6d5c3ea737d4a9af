"""The kiosk: the tablet of the office, its queue, and the tasks that the domains below offer at it."""
