"""The home page, made of sections by what somebody does here; whoever has several roles gets the sections of all.

A new one is a `Section` in the list below, with a selector in its app and a template in `pages/home`; something new
that waits for somebody's decision is a source in `waiting`.
"""

from fairlead.pages.home.aims import aims_read, aims_shown
from fairlead.pages.home.programs import follows_read, programs_read, workspace_read
from fairlead.pages.home.sections import Section, Sight, nothing_needed
from fairlead.pages.home.waiting import waiting_read
from fairlead.pages.home.work import (
    answers_read,
    changes_read,
    coming_read,
    projects_read,
    tasks_read,
    today_read,
)

__all__ = ["OBJECTIVES", "SECTIONS", "TASKS", "Section", "Sight"]

TASKS = Section("tasks", lambda _sight: True, tasks_read)
OBJECTIVES = Section("objectives", aims_shown, aims_read)

# In the order to read them: what waits, the programs that I lead, what I do myself, what I manage, what I follow, what
# all of it is for.
SECTIONS = (
    Section("waiting", lambda _sight: True, waiting_read),
    Section("programs", lambda sight: bool(sight.managed_programs), programs_read),
    TASKS,
    Section("today", lambda sight: bool(sight.managed_projects), today_read),
    Section("changes", lambda sight: bool(sight.managed_projects), changes_read),
    Section("follows", lambda sight: bool(sight.followed_programs), follows_read),
    Section("workspace", lambda sight: sight.runs_workspace, workspace_read),
    Section("answers", lambda sight: bool(sight.managed_projects), answers_read, is_aside=True),
    Section("coming", lambda sight: bool(sight.managed_projects), coming_read, is_aside=True),
    Section("overload", lambda sight: bool(sight.managed_projects), nothing_needed, is_aside=True),
    Section("aims", aims_shown, nothing_needed, is_aside=True),
    Section(
        "projects",
        lambda sight: bool(sight.managed_projects or sight.followed_projects),
        projects_read,
        is_aside=True,
    ),
)
