"""Local stand-ins for the outside world. They guard nothing and must never face the internet."""
