"""Hosts' accounts: signing up, passwords, log-ins that end, profiles, leaving."""
