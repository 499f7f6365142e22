"""Calls at the same instant: what works once works for one of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.sandbox.client import Client

AT_ONCE = 8


def good_answers(call: Callable[[], requests.Response]) -> int:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [pool.submit(call) for _ in range(AT_ONCE)]
    return sum(answer.result().ok for answer in answers)


def test_code_is_redeemed_once(client: Client) -> None:
    code = client.new_code()
    assert good_answers(lambda: client.exchange(code)) == 1


def test_refresh_token_is_used_once(host: Client) -> None:
    assert good_answers(host.refresh) == 1


def test_daily_limit_is_kept(host: Client) -> None:
    host.sandbox.switch(daily_limit=3)
    assert good_answers(host.create) == 3
    assert len(host.sandbox.meetings) == 3
