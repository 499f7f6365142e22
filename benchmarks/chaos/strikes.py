"""Everything that is done to the system, and how often."""

from benchmarks.chaos import inside_zoom, mail_struck, parts_struck, zoom_struck
from benchmarks.chaos.scene import Strike

# Whoever kills a job has to wait until its lease has run out, half a minute and more.
KILLS_OF_WORKERS = (
    Strike("worker killed together with its job", 4, parts_struck.kill_worker),
    Strike("worker killed, its job lives on", 2, parts_struck.kill_worker_only),
    Strike("job killed, its worker lives on", 3, parts_struck.kill_jobs),
    Strike("worker told to stop (SIGTERM)", 2, parts_struck.terminate_worker),
    Strike("sweepers killed, their workers live on", 3, parts_struck.kill_sweepers),
)
CUTS = (
    Strike("web killed", 3, parts_struck.kill_web),
    Strike("Redis killed", 3, parts_struck.kill_redis),
    Strike("Redis flushed", 4, parts_struck.flush_redis),
    Strike("Redis full (OOM)", 3, parts_struck.fill_redis),
    Strike("Redis read-only (READONLY)", 2, parts_struck.make_redis_read_only),
    Strike("replies to create lost", 6, zoom_struck.lose_reply("create")),
    Strike("replies to update lost", 6, zoom_struck.lose_reply("update")),
    Strike("replies to delete lost", 4, zoom_struck.lose_reply("delete")),
    Strike("token expired, reply to refresh lost", 3, zoom_struck.lose_refresh_reply),
    Strike("token expired", 4, zoom_struck.expire_tokens),
    Strike("authorisation ended, host reconnects", 1, zoom_struck.end_authorisation),
    Strike("app uninstalled, host connects again", 1, inside_zoom.uninstall),
    Strike("DELETE refused for good", 2, inside_zoom.refuse_delete),
    Strike("made a series or the personal room inside Zoom", 3, inside_zoom.make_series),
    Strike("deleted inside Zoom and recovered", 2, inside_zoom.delete_and_recover),
    Strike("taken out of Zoom's trash", 2, inside_zoom.recover),
    Strike("burst of 5xx", 5, zoom_struck.burst_of_5xx),
    Strike("429 with Retry-After", 5, zoom_struck.rate_limit),
    Strike("senseless answers to create", 3, zoom_struck.senseless),
    Strike("mail refused for now (451)", 4, mail_struck.refuse("temporary")),
    Strike("mail line dropped after DATA", 4, mail_struck.refuse("drop_after_data")),
    Strike("webhooks repeated, untrue ones too", 4, zoom_struck.repeat_webhooks),
)
# Two minutes have to pass until it is certain that none is still to come.
LATE = (Strike("creates done late, replies lost", 4, zoom_struck.create_late),)
SLOW_TO_HEAL = (
    Strike("429 with Retry-After in the past", 3, zoom_struck.retry_after_in_the_past),
    Strike("mail server slow", 3, mail_struck.be_slow),
)
STRIKES = KILLS_OF_WORKERS + CUTS + LATE + SLOW_TO_HEAL
