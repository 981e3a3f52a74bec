from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.deletion import CASCADE


def fill(apps: Any, _schema_editor: Any) -> None:
    """Let each gate be of the workspace of its program."""
    programs = apps.get_model("programs", "Program").objects.filter(pk=OuterRef("program_id"))
    apps.get_model("programs", "Gate").objects.update(workspace_id=Subquery(programs.values("workspace_id")))


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_invitations"),
        ("programs", "0003_charters_gates_benefits"),
    ]

    operations = [
        migrations.AddField(
            model_name="gate",
            name="workspace",
            field=models.ForeignKey(null=True, on_delete=CASCADE, related_name="+", to="access.workspace"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
