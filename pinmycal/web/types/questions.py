"""The questions of an appointment type: what whoever books is asked."""

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pinmycal.booking import questions as domain
from pinmycal.booking.room import TooMany
from pinmycal.extensions import db
from pinmycal.models import AppointmentType, Question
from pinmycal.web.forms.questions import KIND_WORDS, QuestionForm
from pinmycal.web.forms.stored import VERSION, Difference, Stored, unless_changed
from pinmycal.web.respond import see_other

blueprint = Blueprint("questions", __name__, url_prefix="/types/<int:type_id>/questions")
FULL = _l(
    "There are %(most)s questions already. Delete one before you add another.",
    most=domain.MOST_QUESTIONS,
)


@blueprint.route("", methods=["GET", "POST"])
@login_required
def index(type_id: int) -> ResponseReturnValue:
    """All of them, and one more."""
    offer, form = _offer(type_id), QuestionForm()
    if request.method == "POST" and form.validate():
        try:
            domain.add_question(offer, form.asking)
        except TooMany:
            form.form_errors = [FULL]
        else:
            return _done(type_id, _("The question is added."))
    status = 422 if form.errors else 200
    return render_template("questions/questions.html", **_context(offer), form=form), status


@blueprint.route("/<int:question_id>", methods=["GET", "POST"])
@login_required
def edit(type_id: int, question_id: int) -> ResponseReturnValue:
    """Change one. Answers that were given stay as they are."""
    offer = _offer(type_id)
    question = _question(offer, question_id)
    form = QuestionForm.of(question)
    if request.method == "POST" and form.validate():
        with form.unless_changed(lambda: QuestionForm.stored(_found(type_id, question_id))):
            domain.change_question(offer, question_id, form.asking)
        return _done(type_id, _("Saved."))
    context = _context(offer) | {"form": form, "question": question}
    return render_template("questions/question.html", **context), 422 if form.errors else 200


@blueprint.post("/<int:question_id>/delete")
@login_required
def delete(type_id: int, question_id: int) -> ResponseReturnValue:
    """Ask it no more."""
    offer = _offer(type_id)
    _question(offer, question_id)

    def look() -> Stored:
        question = _found(type_id, question_id)
        gone = Difference(_("Question"), question.label, _("Deleted"))
        return Stored(_version(question), [gone])

    with unless_changed(request.form.get(VERSION), look, current_user.id):
        domain.delete_question(offer, question_id)
    return _done(type_id, _("The question is deleted. Answers that were given stay."))


@blueprint.post("/<int:question_id>/up", defaults={"by": -1})
@blueprint.post("/<int:question_id>/down", defaults={"by": 1})
@login_required
def shift(type_id: int, question_id: int, by: int) -> ResponseReturnValue:
    """One place up or down."""
    offer = _offer(type_id)
    place = request.form.get("from", type=int)
    domain.shift_question(offer, _question(offer, question_id).id, by, place)
    return see_other(f"/types/{type_id}/questions#questions")


def _done(type_id: int, words: str) -> ResponseReturnValue:
    flash(words)
    return see_other(f"/types/{type_id}/questions")


def _context(offer: AppointmentType) -> dict[str, object]:
    return {
        "offer": offer,
        "kind_words": KIND_WORDS,
        "most": domain.MOST_QUESTIONS,
        "version": _version,
    }


def _version(question: Question) -> str:
    return QuestionForm.stored(question).stored_version


def _found(type_id: int, question_id: int) -> Question:
    """As it is now, or 404."""
    return _question(_offer(type_id), question_id)


def _offer(type_id: int) -> AppointmentType:
    """The host's own, or 404."""
    mine = (
        AppointmentType.id == type_id,
        AppointmentType.host_id == current_user.id,
    )
    questions = selectinload(AppointmentType.questions)
    return db.session.scalar(select(AppointmentType).where(*mine).options(questions)) or abort(404)


def _question(offer: AppointmentType, question_id: int) -> Question:
    """The type's own, or 404."""
    return next((each for each in offer.questions if each.id == question_id), None) or abort(404)
