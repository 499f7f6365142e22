"""The mailbox's own switches, as JSON below /_sandbox."""

from flask import Blueprint, Response, jsonify, request

from sandbox.mailbox.store import KINDS, Fault, store

control = Blueprint("control", __name__, url_prefix="/_sandbox")

Answer = Response | tuple[Response, int] | tuple[str, int]
LONGEST_WAIT = 10.0


@control.get("/messages")
def messages() -> Answer:
    """With `known` and `seconds` it answers as soon as there are more than `known`.

    With `after` it leaves out those up to that number.
    """
    seconds = min(request.args.get("seconds", 0.0, float), LONGEST_WAIT)
    if seconds > 0:
        store.wait(request.args.get("known", 0, int), seconds)
    after = request.args.get("after", 0, int)
    return jsonify([mail.to_json() for mail in store.mails() if mail.number > after])


@control.delete("/messages")
def clear() -> Answer:
    store.clear()
    return "", 204


@control.get("/faults")
def faults() -> Answer:
    return jsonify(store.faults())


@control.post("/faults")
def add_fault() -> Answer:
    given = request.get_json()
    if given.get("kind") not in KINDS or given.get("at", "rcpt") not in ("rcpt", "data"):
        return jsonify(error="unknown", kinds=KINDS, at=["rcpt", "data"]), 400
    usual = {"times": 1, "at": "rcpt", "seconds": 0.0}
    store.add_fault(Fault(given["kind"], **{name: given.get(name, usual[name]) for name in usual}))
    return jsonify(given), 201


@control.delete("/faults")
def clear_faults() -> Answer:
    store.clear_faults()
    return "", 204
