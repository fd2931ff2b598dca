"""The roles a person can have on a node of the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is on an organisation; it holds for everything below that organisation too."""

    ADMINISTRATOR = "administrator", _("association's administrator")
    LEAD_EVALUATOR = "lead_evaluator", _("lead evaluator")
    EVALUATOR = "evaluator", _("evaluator")
    PEER_EVALUATOR = "peer_evaluator", _("peer evaluator")
    COORDINATOR = "coordinator", _("municipality's coordinator")
    CHIEF_EXECUTIVE = "chief_executive", _("chief executive")
    RESPONDENT = "respondent", _("respondent")
    UNIT_MANAGER = "unit_manager", _("unit manager")
    POLITICIAN = "politician", _("elected representative")
    READER = "reader", _("reader")
    AUDITOR = "auditor", _("auditor")


GRANTED_BY_COORDINATOR = (Role.CHIEF_EXECUTIVE, Role.RESPONDENT, Role.UNIT_MANAGER, Role.POLITICIAN, Role.READER)
SEES_HISTORY = (Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.COORDINATOR, Role.AUDITOR)
EXPLANATIONS = {
    Role.ADMINISTRATOR: _("Imports and corrects published results, keeps organisations and people in order."),
    Role.LEAD_EVALUATOR: _("Leads an evaluation team and answers for its judgements."),
    Role.EVALUATOR: _("Belongs to an evaluation team and judges areas."),
    Role.PEER_EVALUATOR: _("Comes from another municipality and judges together with the association's team."),
    Role.COORDINATOR: _("Is the municipality's contact person and invites its people."),
    Role.CHIEF_EXECUTIVE: _("Leads the administration, its goals and its reporting."),
    Role.RESPONDENT: _("Answers questions about how the municipality works."),
    Role.UNIT_MANAGER: _("Leads a unit or a planning area, writes its card and reports about it."),
    Role.POLITICIAN: _("Is elected, reads results and sets priorities."),
    Role.READER: _("Reads what the organisation has chosen to show its own people."),
    Role.AUDITOR: _("Reads everything, the history included; writes nothing but an auditor's own verdict."),
}
