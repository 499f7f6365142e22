"""Which mailbox an address belongs to."""

GMAIL, ALSO_GMAIL = "gmail.com", "googlemail.com"


def mailbox(email: str) -> str:
    """What all spellings of an address share whose email ends in one box: without its case, its
    +tag, and at Gmail its dots."""
    local, _, domain = email.casefold().rpartition("@")
    local = local.split("+")[0] or local
    if domain in (GMAIL, ALSO_GMAIL):
        local, domain = local.replace(".", ""), GMAIL
    return f"{local}@{domain}"
