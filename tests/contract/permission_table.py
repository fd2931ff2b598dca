"""Who may open which address: the one table that the test and docs/permissions.md are made of.

`own` is what a role sees on its own municipality (the administrator: everything in its countries), `other` on a
municipality where it has no role. An address that is not listed here fails the test.
"""

from dataclasses import dataclass

from kompassros.evaluations.courses.policies import RULES
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.organisations.roles import Role

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PEOPLE_MANAGERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
HISTORY_READERS = frozenset({Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.COORDINATOR, Role.AUDITOR})

COURSE_PLANNERS = frozenset({Role.ADMINISTRATOR, Role.LEAD_EVALUATOR})
COURSE_TEAM = frozenset({Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR})
COURSE_MEETERS = COURSE_TEAM | PEOPLE_MANAGERS
COURSE_READERS = COURSE_MEETERS | {Role.RESPONDENT, Role.AUDITOR}

EXAMPLE_FINDERS = COURSE_TEAM | ADMINISTRATOR
EXAMPLE_WRITERS = EXAMPLE_FINDERS | {Role.COORDINATOR}


@dataclass(frozen=True)
class Rule:
    """Who may open an address. ``public``: also without an account. ``subject``: what kind of thing it names.

    ``actions``: in an evaluation on its way, the keys of policies.RULES of which the address needs one.
    """

    public: bool = False
    own: frozenset[Role] = EVERYBODY
    other: frozenset[Role] = EVERYBODY
    subject: str = ""
    actions: tuple[str, ...] = ()


PUBLIC = Rule(public=True)
SIGNED_IN = Rule()
ADMINISTRATORS = Rule(own=ADMINISTRATOR, other=ADMINISTRATOR)


def _on(subject: str, own: frozenset[Role]) -> Rule:
    """Return the rule of an address about a thing of an organisation: only the administrator reaches all of them."""
    return Rule(own=own, other=own & ADMINISTRATOR, subject=subject)


PARTS: dict[Role, Part] = {
    Role.ADMINISTRATOR: Part.ADMINISTRATOR,
    Role.LEAD_EVALUATOR: Part.LEAD,
    Role.EVALUATOR: Part.EVALUATOR,
    Role.PEER_EVALUATOR: Part.PEER,
    Role.COORDINATOR: Part.COORDINATOR,
    Role.RESPONDENT: Part.RESPONDENT,
    Role.POLITICIAN: Part.READER,
    Role.READER: Part.READER,
    Role.AUDITOR: Part.AUDITOR,
}
"""What the demo's people play in Granby's evaluations. The unit manager's role is on a unit: no part."""


def roles_in(actions: tuple[str, ...], state: State) -> frozenset[Role]:
    """Return the demo's roles that may do one of ``actions`` in an evaluation of Granby that stands in ``state``."""
    rules = [RULES[action].states for action in actions]
    return frozenset(role for role, part in PARTS.items() if any(state in states.get(part, ()) for states in rules))


def _in_course(action: str, subject: str = "course", *others: str) -> Rule:
    """Return the rule of an address of an evaluation, for the one in fact check; the other one is Norrvik's."""
    own = roles_in((action, *others), State.FACT_CHECK)
    return Rule(own=own, other=own & ADMINISTRATOR, subject=subject, actions=(action, *others))


def _on_draft(subject: str) -> Rule:
    """Return the rule of an address about a draft of the administrator's own country."""
    return Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject=subject)


TABLE: dict[str, Rule] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_letters": SIGNED_IN,
    "notices:list": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "portal:front": PUBLIC,
    "portal:search": PUBLIC,
    "portal:municipalities": PUBLIC,
    "portal:municipality": Rule(public=True, subject="organisation"),
    "portal:evaluations": PUBLIC,
    "portal:evaluation": Rule(public=True, subject="sheet"),
    "portal:self_evaluations": PUBLIC,
    "portal:result_annex": Rule(public=True, subject="sheet"),
    "portal:result_area": Rule(public=True, subject="result_place"),
    "portal:result_question": Rule(public=True, subject="result_place"),
    "portal:result_criterion": Rule(public=True, subject="result_place"),
    "portal:result_file": Rule(public=True, subject="result_file"),
    "portal:history_file": Rule(public=True, subject="history_file"),
    "portal:compare_file": Rule(public=True, subject="format"),
    "portal:references": PUBLIC,
    "portal:reference": Rule(public=True, subject="reference"),
    "portal:compare": PUBLIC,
    "portal:measures": PUBLIC,
    "portal:measures_beside": PUBLIC,
    "portal:measure_sets": PUBLIC,
    "portal:measure_set": Rule(public=True, subject="measure"),
    "portal:measure_results": Rule(public=True, subject="measure_results"),
    "portal:measure_results_file": Rule(public=True, subject="measure_results"),
    "portal:measure": Rule(public=True, subject="measure"),
    "portal:measure_embedded": Rule(public=True, subject="measure"),
    "portal:instruments": PUBLIC,
    "portal:instrument": Rule(public=True, subject="edition"),
    "portal:mapping": Rule(public=True, subject="mapping"),
    "portal:method": PUBLIC,
    "portal:glossary": PUBLIC,
    "portal:open_data": PUBLIC,
    "portal:home": SIGNED_IN,
    "api-1:catalogue_jsonld": PUBLIC,
    "api-1:catalogue_rdf": PUBLIC,
    "api-1:catalogue_turtle": PUBLIC,
    "api-1:find_units": PUBLIC,
    "api-1:list_datasets": PUBLIC,
    "api-1:list_indicators": PUBLIC,
    "api-1:list_measure_sets": PUBLIC,
    "api-1:read_values": PUBLIC,
    "api-1:compare_indicator": Rule(public=True, subject="measure"),
    "api-1:show_indicator": Rule(public=True, subject="measure"),
    "api-1:show_measure_set": Rule(public=True, subject="measure"),
    "api-1:show_unit": Rule(public=True, subject="measure"),
    "kolada:openapi": PUBLIC,
    "kolada:version_2": Rule(public=True, subject="measure"),
    "kolada:version_3": Rule(public=True, subject="measure"),
    "api-1:openapi-json": PUBLIC,
    "api-1:api-root": PUBLIC,
    "api-1:list_instruments": PUBLIC,
    "api-1:show_instrument": Rule(public=True, subject="edition"),
    "api-1:list_evaluations": PUBLIC,
    "api-1:show_evaluation": Rule(public=True, subject="sheet"),
    "api-1:list_references": PUBLIC,
    "api-1:find_organisations": PUBLIC,
    "records:job": Rule(own=NOBODY, other=NOBODY, subject="job"),
    "organisations:list": SIGNED_IN,
    # The unit manager's role is on a unit of the municipality, not on the municipality.
    "organisations:show": _on("organisation", EVERYBODY - {Role.UNIT_MANAGER}),
    "organisations:complete": _on("organisation", ADMINISTRATOR),
    "organisations:rename": _on("organisation", ADMINISTRATOR),
    "organisations:succeed": _on("organisation", ADMINISTRATOR),
    "organisations:import": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="country"),
    "organisations:people": _on("organisation", PEOPLE_MANAGERS),
    "organisations:grant": _on("organisation", PEOPLE_MANAGERS),
    "organisations:end": _on("grant", PEOPLE_MANAGERS),
    "organisations:history": _on("organisation", HISTORY_READERS),
    "instruments:list": ADMINISTRATORS,
    "instruments:start": ADMINISTRATORS,
    "instruments:edition_file": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="stored_edition"),
    "instruments:draft": _on_draft("draft"),
    "instruments:check": _on_draft("draft"),
    "instruments:publish": _on_draft("draft"),
    "instruments:history": _on_draft("draft"),
    "instruments:file": _on_draft("draft"),
    "instruments:replace": _on_draft("draft"),
    "instruments:waiting": _on_draft("draft"),
    "instruments:head": _on_draft("draft"),
    "instruments:add_area": _on_draft("draft"),
    "instruments:area": _on_draft("area_of_draft"),
    "instruments:add_question": _on_draft("area_of_draft"),
    "instruments:question": _on_draft("question_of_draft"),
    "instruments:remove": _on_draft("question_of_draft"),
    "evaluations:list": ADMINISTRATORS,
    "evaluations:correct": _on("sheet", ADMINISTRATOR),
    "evaluations:history": _on("sheet", ADMINISTRATOR),
    "evaluations:imports": ADMINISTRATORS,
    "evaluations:import": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="country"),
    "evaluations:report": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:confirm": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:withdraw": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:example": ADMINISTRATORS,
    "tables:imports": ADMINISTRATORS,
    "tables:send_in": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="country"),
    "tables:import": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="table_import"),
    "tables:mapping": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="table_import"),
    "tables:guess": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="table_import"),
    "tables:confirm": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="table_import"),
    "tables:withdraw": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="table_import"),
    "tables:datasets": ADMINISTRATORS,
    "tables:dataset": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="dataset"),
    "examples:list": SIGNED_IN,
    "examples:start": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_WRITERS),
    "examples:add": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_FINDERS, subject="organisation"),
    # The own example has no leave, the other one has it.
    "examples:show": Rule(own=EXAMPLE_WRITERS, other=EVERYBODY, subject="example"),
    "examples:change": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_FINDERS, subject="example"),
    "examples:ask": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_FINDERS, subject="example"),
    "examples:leave": _on("example", PEOPLE_MANAGERS),
    "examples:add_file": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_FINDERS, subject="example"),
    "examples:file": Rule(own=EXAMPLE_WRITERS, other=EVERYBODY, subject="example_file"),
    "examples:picture": Rule(own=EXAMPLE_WRITERS, other=EVERYBODY, subject="example_file"),
    "examples:remove_file": Rule(own=EXAMPLE_WRITERS, other=EXAMPLE_FINDERS, subject="example_file"),
    "courses:list": SIGNED_IN,
    "courses:order_choose": SIGNED_IN,
    "courses:order": _on("organisation", PEOPLE_MANAGERS),
    "courses:joint_make": ADMINISTRATORS,
    "courses:joint": _on("joint", COURSE_READERS),
    "courses:joint_summary": _on("joint", COURSE_PLANNERS),
    # The rights in an evaluation are those of its fact check, as policies.RULES gives them.
    "courses:show": _in_course("see_course"),
    "courses:team": _in_course("see_course"),
    "courses:meetings": _in_course("see_course"),
    "courses:meetings_calendar": _in_course("see_course"),
    "courses:meeting_calendar": _in_course("see_course", "meeting"),
    "courses:move": _in_course("move_course"),
    "courses:step_back": _in_course("move_course"),
    "courses:withdraw": _in_course("manage_course"),
    "courses:dates": _in_course("plan_course"),
    "courses:join": _in_course("plan_course"),
    "courses:areas": _in_course("plan_course"),
    "courses:leave": _in_course("plan_course", "member"),
    "courses:meeting_add": _in_course("plan_meetings"),
    "courses:meeting": _in_course("plan_meetings", "meeting"),
    "courses:meeting_held": _in_course("plan_meetings", "meeting"),
    "courses:history": _in_course("see_course_history"),
    "courses:matters": _in_course("write_papers"),
    "courses:matter_open": _in_course("write_papers"),
    "courses:paper": _in_course("write_papers", "course_paper"),
    "courses:paper_edit": _in_course("write_papers", "course_paper"),
    "courses:paper_finish": _in_course("write_papers", "course_paper"),
    "courses:paper_next": _in_course("write_papers", "course_paper"),
    "courses:paper_pdf": _in_course("write_papers", "course_paper"),
    "courses:paper_docx": _in_course("write_papers", "course_paper"),
    "courses:documents": _in_course("see_documents"),
    "courses:documents_ask": _in_course("ask_documents"),
    "courses:document": _in_course("see_documents", "document"),
    "courses:document_send": _in_course("send_documents", "document"),
    "courses:document_comments": _in_course("ask_documents", "document", "send_documents"),
    "courses:document_change": _in_course("ask_documents", "document"),
    "courses:document_take_back": _in_course("ask_documents", "document"),
    "courses:answers": _in_course("see_answers"),
    "courses:answers_read": _in_course("see_answers"),
    "courses:answers_share": _in_course("share_out"),
    "courses:my_answers": _in_course("describe"),
    "courses:answer_edit": _in_course("describe", "self_answer"),
    "courses:answer_take_over": _in_course("describe", "self_answer"),
    "courses:previous": _in_course("see_evidence"),
    "courses:evidence": _in_course("see_evidence"),
    "courses:evidence_add_page": _in_course("collect_evidence"),
    "courses:evidence_add_file": _in_course("collect_evidence"),
    "courses:evidence_from_interview": _in_course("collect_evidence", "interview"),
    "courses:evidence_from_answer": _in_course("collect_evidence", "self_answer"),
    "courses:evidence_untie": _in_course("collect_evidence", "support"),
    "courses:evidence_piece": _in_course("see_evidence", "evidence"),
    "courses:evidence_tie": _in_course("collect_evidence", "evidence"),
    "courses:evidence_withdraw": _in_course("collect_evidence", "evidence"),
    "courses:evidence_restore": _in_course("collect_evidence", "evidence"),
    "courses:evidence_renew": _in_course("collect_evidence", "evidence"),
    "courses:evidence_file": _in_course("see_documents", "evidence_file"),
    "courses:visit": _in_course("see_visit"),
    "courses:visit_calendar": _in_course("see_visit"),
    "courses:visit_standard": _in_course("plan_visit"),
    "courses:interview_add": _in_course("plan_visit"),
    "courses:interview": _in_course("see_notes", "interview"),
    "courses:interview_keep": _in_course("see_notes", "interview"),
    "courses:interviewed_add": _in_course("see_notes", "interview"),
    "courses:interview_change": _in_course("plan_visit", "interview"),
    "courses:interview_cancel": _in_course("plan_visit", "interview"),
    "courses:interview_calendar": _in_course("see_visit", "interview"),
    "courses:interviewed_remove": _in_course("see_notes", "interviewed"),
    "courses:note_taking": _in_course("take_notes", "interview"),
    "courses:guide": _in_course("see_judgements", "interview_group"),
    "courses:notes": _in_course("see_notes"),
    "courses:note_write": _in_course("take_notes"),
    "courses:notes_dispose": _in_course("dispose_notes"),
    "courses:note": _in_course("see_notes", "note"),
    "courses:note_withdraw": _in_course("take_notes", "note"),
    "courses:note_support": _in_course("collect_evidence", "note"),
    "courses:judge": _in_course("see_judgements", "course_place"),
    "courses:judging_progress": _in_course("see_judgements", "course_place"),
    "courses:precedents": _in_course("see_judgements", "course_place"),
    "courses:save_judgement": _in_course("judge", "course_place"),
    "courses:save_second": _in_course("judge", "course_place"),
    "courses:settle": _in_course("judge", "course_place"),
    "courses:tie": _in_course("collect_evidence", "course_place"),
    "courses:criterion_history": _in_course("see_judgements", "course_place"),
    "courses:criterion_comments": _in_course("see_judgements", "course_place"),
    "courses:calibrations": _in_course("see_judgements"),
    "courses:calibration": _in_course("see_judgements", "calibration"),
    "courses:show_calibration": _in_course("calibrate", "calibration"),
    "courses:save_mark": _in_course("calibrate", "calibration"),
    "courses:take_mark": _in_course("judge", "calibration"),
    "courses:findings": _in_course("see_findings"),
    "courses:replies": _in_course("see_findings"),
    "courses:writing": _in_course("see_writing"),
    "courses:sections_give": _in_course("lead_course"),
    "courses:writing_word": _in_course("write_findings"),
    "courses:writing_bring": _in_course("write_findings"),
    "courses:writing_take": _in_course("write_findings"),
    "courses:section": _in_course("write_findings", "section"),
    "courses:section_comments": _in_course("write_findings", "section"),
    "courses:section_version": _in_course("see_writing", "section"),
    "courses:section_put_back": _in_course("write_findings", "section"),
    "courses:write_area": _in_course("write_findings", "course_place"),
    "courses:take_suggestions": _in_course("write_findings", "course_place"),
    "courses:point_to_example": _in_course("write_findings", "course_place"),
    "courses:take_example_away": _in_course("write_findings", "example_use"),
    "courses:save_finding": _in_course("write_findings", "finding"),
    "courses:remove_finding": _in_course("write_findings", "finding"),
    "courses:restore_finding": _in_course("write_findings", "finding"),
    "courses:move_finding_up": _in_course("write_findings", "finding"),
    "courses:move_finding_down": _in_course("write_findings", "finding"),
    "courses:first_feedback": _in_course("see_first_feedback"),
    "courses:save_reply": _in_course("reply", "finding"),
    "courses:own_evidence": _in_course("reply", "finding"),
    "courses:reply_file": _in_course("see_findings", "reply_file"),
    "courses:answer_reply": _in_course("answer_replies", "finding"),
    "courses:result": _in_course("see_points"),
    "courses:annex": _in_course("see_points"),
    "courses:report": _in_course("see_points"),
    "courses:report_file": _in_course("see_points", "course_document"),
    "courses:first_feedback_slides": _in_course("see_first_feedback", "course_document"),
    "courses:bundle": SIGNED_IN,
    "courses:bundle_ready": Rule(own=NOBODY, other=NOBODY, subject="bundle"),
    "courses:bundle_file": Rule(own=NOBODY, other=NOBODY, subject="bundle"),
    "courses:area": _in_course("see_points", "course_place"),
    "courses:question": _in_course("see_points", "course_place"),
    "courses:criterion": _in_course("see_points", "course_place"),
    "courses:publish": _in_course("publish"),
    "courses:embargo": _in_course("correct"),
    "courses:correct": _in_course("correct"),
    "courses:actions": _in_course("see_actions"),
    "courses:action_add": _in_course("plan_actions"),
    "courses:action_make": _in_course("plan_actions", "action"),
    "courses:action": _in_course("see_actions", "action"),
    "courses:action_change": _in_course("plan_actions", "action"),
}
