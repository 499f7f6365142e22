"""The pages for people: the list of mails, and one mail with all its parts."""

from flask import Blueprint, Response, abort, redirect, render_template
from werkzeug.wrappers import Response as Redirect

from sandbox.mailbox.calendar import facts
from sandbox.mailbox.mail import ReceivedMail
from sandbox.mailbox.store import store

pages = Blueprint("pages", __name__)

# The mail's own styles and inline pictures work; scripts, forms and anything from afar do not.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@pages.get("/")
def inbox() -> str:
    return render_template("mailbox/inbox.html", mails=store.mails()[::-1])


@pages.post("/clear")
def clear() -> Redirect:
    store.clear()
    return redirect("/", 303)


@pages.get("/mails/<int:number>")
def show(number: int) -> str:
    mail = find(number)
    return render_template("mailbox/mail.html", mail=mail, calendar=facts(mail.calendar))


@pages.get("/mails/<int:number>/html")
def html(number: int) -> Response:
    page = f'<base target="_blank">{find(number).html}'
    return Response(page, headers={"Content-Security-Policy": MAIL_POLICY})


@pages.get("/mails/<int:number>/source")
def source(number: int) -> Response:
    return Response(find(number).raw, content_type="text/plain; charset=utf-8")


@pages.get("/mails/<int:number>/parts/<int:place>")
def download(number: int, place: int) -> Response:
    leaves = find(number).leaves()
    if place >= len(leaves):
        abort(404)
    part = leaves[place]
    answer = Response(part.get_payload(decode=True), content_type="application/octet-stream")
    name = part.get_filename() or f"mail-{number}-part-{place}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def find(number: int) -> ReceivedMail:
    return store.find(number) or abort(404)
