"""Who may come in where: written by hand from what each role does, never derived from the policies it checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tongpin.foundation.access.enums import Role

from .world import Position

R = Role
MINE = frozenset({Position.MINE})
OWN = frozenset({Position.MINE, Position.OWN})
BELOW = frozenset({Position.MINE, Position.OWN, Position.BELOW})
EVERYWHERE = frozenset(Position)


@dataclass(frozen=True, slots=True)
class Page:
    """One address: open to everyone, to everyone signed in, or to the roles in `reach`, as far as it says."""

    reach: Mapping[str, frozenset[Position]] = field(default_factory=dict)
    public: bool = False
    signed_in: bool = False

    def admits(self, role: str) -> bool:
        return self.public or self.signed_in or role in self.reach

    def reaches(self, role: str, position: Position) -> bool:
        return self.public or self.signed_in or position in self.reach.get(role, frozenset())


PUBLIC = Page(public=True)
SIGNED_IN = Page(signed_in=True)


def roles(*allowed: Role) -> Page:
    """Return a page without an object for these roles."""
    return Page({role.value: EVERYWHERE for role in allowed})


def reach(*, mine: str = "", own: str = "", below: str = "", everywhere: str = "") -> Page:
    """Return a page with an object: names of roles, separated by spaces, by how far they reach."""
    spans = ((mine, MINE), (own, OWN), (below, BELOW), (everywhere, EVERYWHERE))
    return Page({role: span for names, span in spans for role in names.split()})


READERS = (R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR)
RECORDERS = (R.SECRETARY, R.UNIT_OFFICER, R.OFFICER)

PAGES: dict[str, Page] = {
    "desk:type_size": PUBLIC,
    "desk:own_record": SIGNED_IN,
    "showcase:help": PUBLIC,
    "showcase:complaint": PUBLIC,
    "showcase:look_up": PUBLIC,
    "showcase:inbox": roles(R.OFFICER, R.LEADER, R.AUDITOR),
    "showcase:inbox_one": roles(R.OFFICER, R.LEADER, R.AUDITOR),
    "showcase:answer": roles(R.OFFICER),
    "desk:home": SIGNED_IN,
    "desk:relief": SIGNED_IN,
    "desk:accounts": roles(R.SYSTEM_OPERATOR, R.SECURITY_OPERATOR),
    "desk:account": reach(everywhere="system_operator security_operator"),
    "desk:account_new": roles(R.SYSTEM_OPERATOR),
    "desk:account_reset": reach(everywhere="system_operator"),
    "desk:account_close": reach(everywhere="system_operator"),
    "desk:account_grant": reach(everywhere="security_operator"),
    "desk:account_withdraw": reach(everywhere="security_operator"),
    "desk:tree": roles(R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR, R.SYSTEM_OPERATOR),
    "desk:tree_picture": roles(
        R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR, R.SYSTEM_OPERATOR
    ),
    **dict.fromkeys(("desk:roll_matters", "desk:transfers_export"), roles(R.SECRETARY, R.OFFICER)),
    **dict.fromkeys(
        ("desk:staff", "desk:staff_export"), roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR)
    ),
    **dict.fromkeys(
        ("desk:hand_over", "desk:hand_over_confirm"), reach(mine="member", own="secretary", everywhere="officer")
    ),
    "desk:unit": reach(
        own="member", below="secretary unit_officer", everywhere="officer leader auditor system_operator"
    ),
    **dict.fromkeys(
        (
            *("desk:unit_edit", "desk:unit_add", "desk:unit_end", "desk:unit_names", "desk:alias_remove"),
            *("desk:unit_merge", "desk:unit_covers", "desk:cover_end"),
        ),
        reach(everywhere="officer"),
    ),
    **dict.fromkeys(
        (
            "desk:member_new",
            "desk:member_correct",
            "desk:member_standing",
            "desk:member_end",
            "desk:post_new",
            "desk:post_end",
            *(f"desk:member_{name}" for name in ("extend", "exempt", "skills")),
            *("desk:exemption_end", "desk:skill_remove", "desk:post_hand_over", "desk:post_taken_over"),
        ),
        reach(own="secretary", everywhere="officer"),
    ),
    "desk:member_transfer": reach(everywhere="officer"),
    **dict.fromkeys(
        ("desk:roll_print", "desk:roll_export", "desk:member_phone"), reach(below="secretary", everywhere="officer")
    ),
    "desk:villages": roles(R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR, R.SYSTEM_OPERATOR),
    "desk:village_import": roles(R.OFFICER),
    "exchange:list": roles(R.OFFICER),
    "exchange:clear": roles(R.OFFICER),
    **dict.fromkeys(
        (
            "exchange:preview",
            "exchange:kind",
            "exchange:column",
            "exchange:answer",
            "exchange:commit",
            "exchange:progress",
            "exchange:errors",
            "exchange:discard",
        ),
        reach(everywhere="officer"),
    ),
    "activities:list": roles(*READERS),
    "activities:export": roles(*READERS),
    "activities:villages": roles(*RECORDERS),
    "activities:choose_kind": roles(*RECORDERS),
    "activities:create": roles(*RECORDERS),
    "activities:confirm_several": roles(*RECORDERS),
    **dict.fromkeys(
        ("activities:detail", "activities:sheet", "activities:evidence_file"),
        reach(own="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    ),
    **dict.fromkeys(
        (
            "activities:edit",
            "activities:hold",
            "activities:confirm",
            "activities:cancel",
            "activities:attach",
            "activities:withdraw",
        ),
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    **dict.fromkeys(
        ("indicators:register", "indicators:figure", "indicators:records"),
        roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    **dict.fromkeys(
        [f"reports:{name}" for name in ("list", "detail", "docx", "pdf", "template", "shipped_template")],
        roles(R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    **dict.fromkeys(
        [f"reports:{name}" for name in ("preview", "issue", "make_pdf", "template_upload")], roles(R.OFFICER)
    ),
    **dict.fromkeys(("verify:file", "verify:key", "verify:report"), PUBLIC),
    "desk:member": reach(mine="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    **dict.fromkeys(
        [f"{app}:{name}" for app in ("visits", "honours") for name in ("list", "export")],
        roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    **dict.fromkeys(("visits:create", "honours:create"), roles(*RECORDERS)),
    **dict.fromkeys(
        ("visits:detail", "honours:detail"), reach(below="secretary unit_officer", everywhere="officer leader auditor")
    ),
    **dict.fromkeys(
        ("visits:edit", "visits:answer", "visits:refuse", "visits:follow_up", "visits:reopen", "honours:edit"),
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    **dict.fromkeys(
        ("tasks:list", "tasks:export"), roles(R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR)
    ),
    "tasks:create": roles(*RECORDERS),
    "tasks:detail": reach(mine="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    "tasks:finish": reach(mine="member leader", below="secretary unit_officer", everywhere="officer"),
    **dict.fromkeys(
        ("tasks:reassign", "tasks:drop", "tasks:reopen"), reach(below="secretary unit_officer", everywhere="officer")
    ),
    "meetings:home": roles(R.MEMBER, R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    "meetings:create": roles(*RECORDERS),
    **dict.fromkeys(
        [f"meetings:{name}" for name in ("year", "ledger", "detail", "print", "word", "sheet", "sheet_word")],
        reach(own="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    ),
    **dict.fromkeys(
        ("meetings:minutes", "meetings:history", "meetings:ledger_book"),
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    "meetings:plan": reach(below="secretary unit_officer", everywhere="officer"),
    **dict.fromkeys(
        [f"elections:{name}" for name in ("list", "terms", "terms_export", "due")],
        roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    **dict.fromkeys(
        [f"elections:{name}" for name in ("unit", "detail", "vote")],
        reach(below="secretary unit_officer", everywhere="officer leader auditor"),
    ),
    "elections:prepare": roles(*RECORDERS),
    **dict.fromkeys(
        [
            f"elections:{name}"
            for name in (
                *("replan", "base", "cancel", "candidates", "attendance", "tellers", "count"),
                *("paper", "poll_paper", "ballot", "follow"),
            )
        ],
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    **dict.fromkeys(
        [f"elections:{name}" for name in ("term_new", "term_correct", "term_move", "complete")],
        reach(everywhere="officer"),
    ),
    **dict.fromkeys(("desk:log", "desk:log_export", "desk:log_verify"), roles(R.AUDITOR)),
    **dict.fromkeys(
        ("study_plans:list", "study_plans:lectures", "study_plans:online"),
        roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    "study_plans:online_new": roles(*RECORDERS),
    **dict.fromkeys(
        [f"study_plans:{name}" for name in ("year", "attendance", "archive", "archive_word", "paper_file")],
        reach(below="secretary unit_officer", everywhere="officer leader auditor"),
    ),
    **dict.fromkeys(
        [
            f"study_plans:{name}"
            for name in (
                *("topic_new", "topic", "topic_drop", "record", "absences", "make_up", "lecturer", "online_withdraw"),
                *("attendance_export", "paper_new", "paper_withdraw"),
            )
        ],
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    "study:overview": roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    "study:own": SIGNED_IN,
    **dict.fromkeys(
        [f"study:{name}" for name in ("unit", "export", "member")], reach(below="secretary", everywhere="officer")
    ),
    "reviews:list": roles(*READERS),
    "reviews:mine": SIGNED_IN,
    "reviews:create": roles(*RECORDERS),
    "reviews:detail": reach(own="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    **dict.fromkeys(
        [f"reviews:{name}" for name in ("meeting", "link", "step", "remedy_new", "remedy")],
        reach(below="secretary unit_officer", everywhere="officer"),
    ),
    **dict.fromkeys(
        [f"reviews:{name}" for name in ("ballots", "grades", "reopen", "result", "word")],
        reach(below="secretary", everywhere="officer"),
    ),
    "conversations:list": roles(*READERS),
    "conversations:create": roles(R.SECRETARY, R.OFFICER),
    "conversations:export": roles(R.SECRETARY, R.OFFICER),
    "conversations:pairs": reach(below="secretary unit_officer", everywhere="officer leader auditor"),
    "conversations:detail": reach(mine="member", below="secretary unit_officer", everywhere="officer leader auditor"),
    **dict.fromkeys(("conversations:edit", "conversations:cancel"), reach(below="secretary", everywhere="officer")),
    **dict.fromkeys(
        [f"compliance:{name}" for name in ("overview", "open", "list", "export")],
        roles(R.SECRETARY, R.UNIT_OFFICER, R.OFFICER, R.LEADER, R.AUDITOR),
    ),
    **dict.fromkeys(
        ("compliance:unit", "compliance:cell"),
        reach(below="secretary unit_officer", everywhere="officer leader auditor"),
    ),
    "compliance:leaders": roles(R.OFFICER, R.LEADER, R.AUDITOR),
    "compliance:leaders_export": roles(R.OFFICER, R.LEADER, R.AUDITOR),
    "compliance:leader_records": reach(everywhere="officer leader auditor"),
    "desk:contact_new": roles(R.OFFICER),
    "desk:contact_end": reach(everywhere="officer"),
    "standards:local_new": roles(R.OFFICER),
    "standards:local_end": reach(everywhere="officer"),
    **dict.fromkeys(
        [
            f"notify:{name}"
            for name in ("mine", "address", "forget", "try_own", "choose", "feeds", "feed_make", "feed_revoke")
        ],
        SIGNED_IN,
    ),
    **dict.fromkeys(("notify:preview", "notify:preview_persons"), roles(*RECORDERS)),
    **dict.fromkeys(("notify:channels", "notify:channel_new"), roles(R.OFFICER, R.SYSTEM_OPERATOR)),
    **dict.fromkeys(
        ("notify:channel_edit", "notify:channel_switch", "notify:channel_test", "notify:retry"),
        reach(everywhere="officer system_operator"),
    ),
    "notify:log": roles(R.OFFICER, R.SYSTEM_OPERATOR, R.AUDITOR),
    "calendar:feed": PUBLIC,
    "standards:list": roles(*READERS),
    "standards:export": roles(*READERS),
    "standards:refused": roles(*READERS),
    "standards:entry": roles(*READERS),
    "standards:add": roles(R.OFFICER),
    "standards:edit": roles(R.OFFICER),
}

# Addresses whose form names the unit something new belongs to: how far each role may write.
WRITING: dict[str, Page] = dict.fromkeys(
    (
        *("activities:create", "visits:create", "honours:create", "study_plans:online_new"),
        *("tasks:create", "meetings:create", "elections:prepare"),
    ),
    reach(below="secretary unit_officer", everywhere="officer"),
)
# Cycles and talks belong to a branch, and only the own and the sibling's one are branches here.
WRITING["reviews:create"] = Page({"secretary": OWN, "unit_officer": OWN, "officer": OWN | {Position.SIBLING}})
WRITING["conversations:create"] = Page({"secretary": OWN, "officer": OWN | {Position.SIBLING}})

# Views of allauth, which carry no mark of ours; each with the reason why it is offered.
FOREIGN: dict[str, str] = {
    "account_login": "log-in",
    "account_logout": "log-out, by POST",
    "account_reauthenticate": "asks for the password again before the second factor is changed",
    "account_change_password": "own password",
    "mfa_index": "own second factor",
    "mfa_authenticate": "second step of log-in",
    "mfa_reauthenticate": "asks for the second factor again before it is changed",
    "mfa_activate_totp": "own authenticator app",
    "mfa_deactivate_totp": "own authenticator app",
    "mfa_view_recovery_codes": "own recovery codes",
    "mfa_generate_recovery_codes": "own recovery codes",
    "mfa_download_recovery_codes": "own recovery codes",
    "mfa_list_webauthn": "own passkeys",
    "mfa_add_webauthn": "own passkeys",
    "mfa_reauthenticate_webauthn": "passkey instead of the password",
    "mfa_remove_webauthn": "own passkeys; allauth looks the key up among the account's own",
    "mfa_edit_webauthn": "own passkeys; allauth looks the key up among the account's own",
    "mfa_login_webauthn": "log-in with a passkey",
}
# Those of them that someone not signed in may open.
ENTRANCES = {"account_login"}
# What allauth could offer and we do not: nobody registers, no mail leads into an account.
NOT_OFFERED = ["account_signup", "account_email", "account_reset_password", "account_confirm_email", "account_inactive"]
