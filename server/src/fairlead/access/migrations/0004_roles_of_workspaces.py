from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

_SCOPES = {
    "owner": ["workspace"],
    "administrator": ["workspace"],
    "member": ["workspace"],
    "guest": ["workspace"],
    "sponsor": ["program"],
    "program_manager": ["program"],
    "project_manager": ["project"],
    "team_member": ["project"],
    "stakeholder": ["program", "project"],
    "team_lead": ["team"],
}


def give(apps: Any, _schema_editor: Any) -> None:
    """Give every workspace the roles that come with Fairlead, and every grant its role's row."""
    role, grant = apps.get_model("access", "DefinedRole"), apps.get_model("access", "Grant")
    workspaces = apps.get_model("access", "Workspace").objects.values_list("pk", flat=True)
    role.objects.bulk_create(
        role(workspace_id=id, key=key, scopes=scopes) for id in workspaces for key, scopes in _SCOPES.items()
    )
    found = role.objects.filter(workspace__people=OuterRef("person_id"), key=OuterRef("role"))
    grant.objects.update(definition=Subquery(found.values("pk")[:1]))


def take(apps: Any, _schema_editor: Any) -> None:
    """Let grants go without a row again; those of a workspace's own roles have no place in what was before."""
    apps.get_model("access", "Grant").objects.filter(role__startswith="custom-").delete()
    apps.get_model("access", "Grant").objects.update(definition=None)
    apps.get_model("access", "DefinedRole").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_roles_as_rows"),
    ]

    operations = [migrations.RunPython(give, take)]
