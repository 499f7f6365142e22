"""The forms: what comes in from people, cleaned and checked."""
