"""Changes to what people said; the dates that follow are found by `schedule`, whose services call these."""

from fairlead.work.effort import PersonSaid
from fairlead.work.services.activities import activities_begin, program_edit
from fairlead.work.services.charters import Judgment, Success, charter_say, success_judge
from fairlead.work.services.closing import NewClosure, closure_end, closure_write
from fairlead.work.services.contributions import project_contribute, project_score
from fairlead.work.services.delays import leveling_say
from fairlead.work.services.lessons import NewLesson, lesson_add, lesson_remove, lesson_update
from fairlead.work.services.links import NewLink, link_create, link_delete, link_update
from fairlead.work.services.outputs import output_add, output_remove
from fairlead.work.services.people import assignment_set, block_raise, block_resolve
from fairlead.work.services.phases import (
    NewPhase,
    phase_create,
    phase_delete,
    phase_gate_create,
    phase_update,
    phases_from_outline,
)
from fairlead.work.services.places import people_replace
from fairlead.work.services.projects import NewProject, project_create, project_update
from fairlead.work.services.proposals import (
    NewProposal,
    NewStart,
    proposal_create,
    proposal_decide,
    proposal_score,
    proposal_start,
    proposal_update,
)
from fairlead.work.services.tasks import NewTask, task_create, task_delete, task_move, task_update

__all__ = [
    "Judgment",
    "NewClosure",
    "NewLesson",
    "NewLink",
    "NewPhase",
    "NewProject",
    "NewProposal",
    "NewStart",
    "NewTask",
    "PersonSaid",
    "Success",
    "activities_begin",
    "assignment_set",
    "block_raise",
    "block_resolve",
    "charter_say",
    "closure_end",
    "closure_write",
    "lesson_add",
    "lesson_remove",
    "lesson_update",
    "leveling_say",
    "link_create",
    "link_delete",
    "link_update",
    "output_add",
    "output_remove",
    "people_replace",
    "phase_create",
    "phase_delete",
    "phase_gate_create",
    "phase_update",
    "phases_from_outline",
    "program_edit",
    "project_contribute",
    "project_create",
    "project_score",
    "project_update",
    "proposal_create",
    "proposal_decide",
    "proposal_score",
    "proposal_start",
    "proposal_update",
    "success_judge",
    "task_create",
    "task_delete",
    "task_move",
    "task_update",
]
