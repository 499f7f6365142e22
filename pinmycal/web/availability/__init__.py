"""When a host can be booked."""
