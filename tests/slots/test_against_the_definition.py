"""The engine and the oracle agree on random hosts; `SLOTS_EXAMPLES` says on how many."""

import os
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings

from pinmycal.slots import busy_span, free_starts, is_free
from tests.slots.drawn import Question, questions
from tests.slots.oracle import Oracle

EXAMPLES = int(os.environ.get("SLOTS_EXAMPLES", "2000" if os.environ.get("CI") else "300"))

many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@many
@given(questions())
def test_what_is_listed_is_exactly_what_the_definition_allows(question: Question):
    rules, busy, start, end, now = question
    assert free_starts(*question) == Oracle(rules, busy, now).starts(start, end)


@many
@given(questions())
def test_what_is_listed_is_accepted_and_nothing_else_is(question: Question):
    rules, busy, start, end, now = question
    listed = {datetime.fromtimestamp(s, UTC) for s in free_starts(*question)}
    quarters = {start + timedelta(minutes=15 * n) for n in range(12)}
    near = {at + timedelta(minutes=1) for at in list(listed)[:4]}
    asked = {*list(listed)[:8], *(at for at in quarters | near if start <= at < end)}
    assert {at for at in asked if is_free(rules, busy, at, now)} == asked & listed


@many
@given(questions())
def test_what_lies_outside_the_busy_span_changes_nothing(question: Question):
    rules, busy, start, end, now = question
    begins, ends = (moment.timestamp() for moment in busy_span(rules, start, end))
    needed = [b for b in busy if b.start < ends and begins < b.end]
    assert free_starts(rules, needed, start, end, now) == free_starts(*question)
