"""The addresses of the pages."""

from django.urls import path
from django.views.generic import RedirectView
from django.views.i18n import JSONCatalog

from fairlead.access.rules import ScopeKind
from fairlead.pages.views import (
    exports,
    imports,
    leveling,
    me,
    people,
    program_forms,
    programs,
    project_forms,
    projects,
    search,
    tasks,
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="programs"), name="home"),
    path("programs/", programs.programs, name="programs"),
    path("programs/new/", program_forms.program_new, name="program_new"),
    path("programs/<int:id>/", programs.program, name="program"),
    path("programs/<int:id>/roadmap/", programs.program_roadmap, name="program_roadmap"),
    path("programs/<int:id>/tasks/", programs.program_tasks, name="program_tasks"),
    path("programs/<int:id>/export/", exports.export_choose, {"kind": ScopeKind.PROGRAM}, name="program_export"),
    path(
        "programs/<int:id>/export/file/", exports.export_file, {"kind": ScopeKind.PROGRAM}, name="program_export_file"
    ),
    path("programs/<int:id>/level/", leveling.level_people, {"kind": ScopeKind.PROGRAM}, name="program_level"),
    path("programs/<int:id>/overload/", leveling.overload, {"kind": ScopeKind.PROGRAM}, name="program_overload"),
    path("programs/<int:id>/edit/", program_forms.program_edit, name="program_edit"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", project_forms.project_new, name="project_new"),
    path("projects/<int:id>/", projects.project, name="project"),
    path("projects/<int:id>/plan/", projects.project_plan, name="project_plan"),
    path("projects/<int:id>/tasks/", projects.project_tasks, name="project_tasks"),
    path("projects/<int:id>/export/", exports.export_choose, {"kind": ScopeKind.PROJECT}, name="project_export"),
    path(
        "projects/<int:id>/export/file/", exports.export_file, {"kind": ScopeKind.PROJECT}, name="project_export_file"
    ),
    path("projects/<int:id>/level/", leveling.level_people, {"kind": ScopeKind.PROJECT}, name="project_level"),
    path("projects/<int:id>/overload/", leveling.overload, {"kind": ScopeKind.PROJECT}, name="project_overload"),
    path("projects/<int:id>/edit/", project_forms.project_edit, name="project_edit"),
    path("tasks/<int:id>/", tasks.task, name="task"),
    path("tasks/<int:id>/panel/", tasks.task_panel, name="task_panel"),
    path("tasks/<int:id>/history/", tasks.task_history, name="task_history"),
    path("tasks/<int:id>/block/", tasks.task_block, name="task_block"),
    path("tasks/<int:id>/unblock/", tasks.task_unblock, name="task_unblock"),
    path("people/", people.people, name="people"),
    path("scenarios/<int:id>/", leveling.scenario, name="scenario"),
    path("scenarios/<int:id>/progress/", leveling.scenario_progress, name="scenario_progress"),
    path("scenarios/<int:id>/stop/", leveling.scenario_stop, name="scenario_stop"),
    path("scenarios/<int:id>/take/", leveling.scenario_take, name="scenario_take"),
    path("scenarios/<int:id>/undo/", leveling.scenario_undo, name="scenario_undo"),
    path("scenarios/<int:id>/drop/", leveling.scenario_drop, name="scenario_drop"),
    path("scenarios/<int:id>/again/", leveling.scenario_again, name="scenario_again"),
    path("imports/", imports.import_new, name="import_new"),
    path("imports/<int:id>/", imports.import_show, name="import"),
    path("imports/<int:id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:id>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:id>/take/", imports.import_take, name="import_take"),
    path("imports/<int:id>/drop/", imports.import_drop, name="import_drop"),
    path("words/", JSONCatalog.as_view(packages=["fairlead.pages"]), name="words"),
    path("search/", search.search, name="search"),
    path("me/tokens/", me.tokens, name="tokens"),
    path("me/tokens/<int:id>/revoke/", me.token_end, name="token_end"),
    path("me/workspace/", me.workspace, name="workspace"),
    path("me/looks/", me.looks, name="looks"),
]
