"""Two months of a host who is booked often: the answer, to the letter."""

from hashlib import sha256

from benchmarks.slots import as_the_page_needs_it, scenario


def test_two_months_of_a_busy_host_give_the_known_slots():
    days = as_the_page_needs_it(scenario())
    texts = sorted(text for day in days.values() for text in day)
    assert (len(texts), len({text[:10] for text in texts})) == (466, 44)
    assert (texts[0], texts[-1]) == ("2027-03-01T08:00:00Z", "2027-04-29T14:30:00Z")
    assert sha256("\n".join(texts).encode()).hexdigest().startswith("363f6cce3030da5f")
