"""The settings of a meeting: their names, and what each may be."""

from sandbox.zoom.kinds import BOOLEAN, EMAIL, TEXT, Kind, list_of, one_of, record, text

ON_OR_OFF = (
    "allow_host_control_participant_mute_state",
    "allow_multiple_devices",
    "alternative_host_manage_cloud_recording",
    "alternative_host_manage_meeting_summary",
    "alternative_host_update_polls",
    "alternative_hosts_email_notification",
    "auto_start_ai_companion_questions",
    "auto_start_deepfake_detection",
    "auto_start_meeting_summary",
    "close_registration",
    "cn_meeting",
    "device_testing",
    "disable_participant_video",
    "email_in_attendee_report",
    "email_notification",
    "focus_mode",
    "host_pause_stop_recording",
    "host_save_video_order",
    "host_video",
    "in_meeting",
    "internal_meeting",
    "join_before_host",
    "meeting_authentication",
    "mute_upon_entry",
    "participant_focused_meeting",
    "participant_video",
    "private_meeting",
    "push_change_to_calendar",
    "registrants_confirmation_email",
    "registrants_email_notification",
    "request_permission_to_unmute_participants",
    "show_share_button",
    "use_pmi",
    "waiting_room",
    "watermark",
)
WORDS = (
    "alternative_hosts",
    "authentication_domains",
    "authentication_option",
    "contact_email",
    "contact_name",
    "summary_template_id",
)
CHOICES: dict[str, Kind] = {
    "approval_type": one_of(0, 1, 2),
    "audio": one_of("both", "telephony", "voip", "thirdParty"),
    "audio_conference_info": text(2048),
    "auto_recording": one_of("local", "cloud", "none"),
    "calendar_type": one_of(1, 2),
    "encryption_type": one_of("enhanced_encryption", "e2ee"),
    "jbh_time": one_of(0, 5, 10, 15),
    "registration_type": one_of(1, 2, 3),
    "who_can_ask_questions": one_of(1, 2, 3, 4, 5),
    "who_will_receive_summary": one_of(1, 2, 3, 4),
}
RECORDS: dict[str, Kind] = {
    "approved_or_denied_countries_or_regions": record(
        {
            "approved_list": list_of(TEXT),
            "denied_list": list_of(TEXT),
            "enable": BOOLEAN,
            "method": one_of("approve", "deny"),
        }
    ),
    "auto_add_recording_to_video_management": record(
        {
            "enable": BOOLEAN,
            "channels": list_of(
                record({"channel_id": TEXT, "name": TEXT}, need={"channel_id"}), 1, 5
            ),
        },
        need={"enable"},
    ),
    "breakout_room": record(
        {
            "enable": BOOLEAN,
            "rooms": list_of(record({"name": TEXT, "participants": list_of(TEXT)})),
        }
    ),
    "continuous_meeting_chat": record(
        {
            "enable": BOOLEAN,
            "auto_add_invited_external_users": BOOLEAN,
            "auto_add_meeting_participants": BOOLEAN,
        }
    ),
    "language_interpretation": record(
        {
            "enable": BOOLEAN,
            "interpreters": list_of(
                record({"email": EMAIL, "languages": TEXT, "interpreter_languages": TEXT})
            ),
        }
    ),
    "question_and_answer": record(
        {
            "enable": BOOLEAN,
            "allow_submit_questions": BOOLEAN,
            "allow_anonymous_questions": BOOLEAN,
            "question_visibility": one_of("answered", "all"),
            "attendees_can_comment": BOOLEAN,
            "attendees_can_upvote": BOOLEAN,
        }
    ),
    "sign_language_interpretation": record(
        {
            "enable": BOOLEAN,
            "interpreters": list_of(record({"email": EMAIL, "sign_language": TEXT})),
        }
    ),
    "waiting_room_options": record(
        {
            "mode": one_of("follow_setting", "custom"),
            "who_goes_to_waiting_room": one_of(
                "everyone",
                "users_not_in_account",
                "users_not_in_account_or_whitelisted_domains",
                "users_not_on_invite",
                "users_not_in_org",
            ),
        },
        need={"mode"},
    ),
}
LISTS: dict[str, Kind] = {
    "global_dial_in_countries": list_of(TEXT),
    "meeting_invitees": list_of(record({"email": EMAIL})),
    "resources": list_of(
        record(
            {
                "resource_type": one_of("whiteboard"),
                "resource_id": TEXT,
                "permission_level": one_of("editor", "commenter", "viewer"),
            }
        )
    ),
}
GUEST: dict[str, Kind] = {"email": EMAIL, "name": TEXT}

SETTINGS = (
    dict.fromkeys(ON_OR_OFF, BOOLEAN) | dict.fromkeys(WORDS, TEXT) | CHOICES | RECORDS | LISTS
)
SETTINGS_OF_CREATE: dict[str, Kind] = {
    "additional_data_center_regions": list_of(TEXT),
    "authentication_exception": list_of(record(GUEST)),
    "show_join_info": BOOLEAN,
}
SETTINGS_OF_UPDATE: dict[str, Kind] = {
    "authentication_exception": list_of(record(GUEST | {"join_url": TEXT})),
    "authentication_name": TEXT,
    "custom_keys": list_of(record({"key": text(64), "value": text(256)}), most=10),
    "enforce_login": BOOLEAN,
    "enforce_login_domains": TEXT,
    "global_dial_in_numbers": list_of(
        record(
            {
                "city": TEXT,
                "country": TEXT,
                "country_name": TEXT,
                "number": TEXT,
                "type": one_of("toll", "tollfree"),
            }
        )
    ),
}
