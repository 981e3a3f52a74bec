from typing import Any

from django.db import migrations


def take(apps: Any, _schema_editor: Any) -> None:
    """Take away the gates of projects, which have no place in what was before."""
    apps.get_model("programs", "Gate").objects.filter(program=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0005_gates_of_projects"),
    ]

    operations = [migrations.RunPython(migrations.RunPython.noop, take)]
