"""What stands in each event without fail. Everything else may be missing."""

FAREWELL = "app_deauthorized"

_ENVELOPE = {"event", "payload", "account_id", "operator", "object", "id"}
_OF_A_MEETING = _ENVELOPE | {"uuid", "host_id", "type"}
_IN_FULL = _OF_A_MEETING | {
    *("event_ts", "operator_id", "topic", "start_time", "duration", "timezone"),
}
_HELD = (_IN_FULL | {"host_email"}) - {"operator", "operator_id", "timezone"}

PROMISED: dict[str, set[str]] = {
    "meeting.updated": _ENVELOPE | {"event_ts", "operator_id", "old_object", "time_stamp"},
    "meeting.deleted": _OF_A_MEETING,
    "meeting.recovered": _IN_FULL,
    "meeting.permanently_deleted": _IN_FULL,
    "meeting.started": _HELD,
    "meeting.ended": _HELD | {"end_time"},
    FAREWELL: set(),
}
