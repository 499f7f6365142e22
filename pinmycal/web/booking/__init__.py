"""A participant's way in: a host's page, a type's calendar, the form."""
