"""An app that can render and address mail, and the cast of its appointments."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from pinmycal import language
from pinmycal.extensions import db
from pinmycal.models import Appointment, AppointmentType, Host, Participant, Schedule
from pinmycal.web.filters import mailto

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("tests.mail", template_folder=str(TEMPLATES))
    app.config.update(
        BASE_URL="https://book.example",
        MAIL_FROM="no-reply@book.example",
        MAIL_FROM_NAME="PinMyCal",
        MAIL_TLS_REQUIRED=True,
        MAIL_URL="smtp://127.0.0.1:1",
        SECRET_KEY="key",
        SECRET_KEY_FALLBACKS=[],
        SUPPORT_EMAIL="support@book.example",
        SQLALCHEMY_DATABASE_URI="sqlite://",
    )
    app.jinja_env.filters["mailto"] = mailto
    db.init_app(app)
    language.init(app)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def host(app: Flask) -> Host:
    host = Host(
        name="Demo Host",
        handle="demo",
        email="host@example.com",
        email_key="host@example.com",
        password_hash="hash",
        time_zone="Europe/Berlin",
        created_at=NOW,
    )
    db.session.add(host)
    db.session.commit()
    return host


@pytest.fixture
def offer(host: Host) -> AppointmentType:
    schedule = Schedule(host_id=host.id, name="Hours")
    offer = AppointmentType(
        host=host,
        schedule=schedule,
        title="Intro call",
        slug="intro",
        location="zoom",
        duration=30,
        increment=30,
        created_at=NOW,
    )
    db.session.add(offer)
    db.session.commit()
    return offer


@pytest.fixture
def appointment(host: Host, offer: AppointmentType) -> Appointment:
    appointment = Appointment(
        public_id="a" * 24,
        host=host,
        appointment_type=offer,
        title=offer.title,
        location="zoom",
        starts_at=datetime(2027, 3, 4, 9, 30, tzinfo=UTC),
        ends_at=datetime(2027, 3, 4, 10, tzinfo=UTC),
        booked_at=NOW,
        submission_key="form",
    )
    participant = Participant(
        public_id="b" * 24,
        name="Participant",
        email="participant@example.com",
        time_zone="America/New_York",
        note="Two questions:\nprice and date.",
    )
    appointment.participants.append(participant)
    db.session.add(appointment)
    db.session.commit()
    return appointment


@pytest.fixture
def participant(appointment: Appointment) -> Participant:
    return appointment.participant
