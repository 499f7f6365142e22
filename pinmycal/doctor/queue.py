"""Redis: whether the worker can be nudged."""

import ssl
from collections.abc import Iterator
from datetime import datetime

import redis
from flask import current_app

from pinmycal.doctor.findings import Unwell

PATIENCE = 5  # seconds
KEY = "pinmycal:doctor"
_REMEDIES: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "Add ?ssl_ca_certs=/path/to/ca.pem to REDIS_URL; where the "
    "platform signs its certificates itself, as Heroku does, ?ssl_cert_reqs=none.",
    ssl.SSLError: "Does this port speak TLS? If not, begin REDIS_URL with redis://.",
    redis.AuthenticationError: "Check user and password in REDIS_URL.",
    redis.ReadOnlyError: "This is a replica. Let REDIS_URL lead to the primary server.",
    redis.OutOfMemoryError: "It is full. Give it more memory, or empty it: nothing is lost.",
    redis.BusyLoadingError: "It is starting. Try again in a minute.",
    redis.TimeoutError: "Is the address right, and may we reach it?",
    redis.ConnectionError: "Is it running there, and does REDIS_URL begin with rediss:// for TLS?",
    redis.ResponseError: "It takes no writes; its log says why. Often its disk is full (MISCONF).",
}


def answers(_now: datetime) -> str:
    """It takes what is written to it."""
    address = current_app.config["REDIS_URL"]
    connection = redis.Redis.from_url(
        address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
    )
    try:
        connection.set(KEY, 1, ex=60)
        return f"Redis {connection.info('server')['redis_version']}"
    except (redis.RedisError, OSError) as error:
        raise _unwell(error) from None
    finally:
        connection.close()


def _unwell(error: Exception) -> Unwell:
    """redis-py wraps what TLS says."""
    for kind, remedy in _REMEDIES.items():
        for cause in _causes(error):
            if isinstance(cause, kind):
                return Unwell(f"it does not take what we write ({type(cause).__name__})", remedy)
    return Unwell(f"no answer ({type(error).__name__})", _REMEDIES[redis.ConnectionError])


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__
