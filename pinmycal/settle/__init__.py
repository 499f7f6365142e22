"""Making the outside world agree with the database: Zoom meetings and mails.

The only code that touches Zoom meetings and sends appointment mail. It never trusts the event
that woke it: it compares what a row wants with what is known to be done, and does the difference.
"""

from pinmycal.settle.account_mail import send_account_mail
from pinmycal.settle.run import JOB_TIME, settle

__all__ = ["JOB_TIME", "send_account_mail", "settle"]
