import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_roles_of_workspaces"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="definition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="grants", to="access.definedrole"
            ),
        ),
    ]
