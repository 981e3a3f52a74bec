from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0004_gates_know_their_workspace"),
    ]

    operations = [
        migrations.AlterField(
            model_name="gate",
            name="workspace",
            field=models.ForeignKey(on_delete=CASCADE, related_name="+", to="access.workspace"),
        ),
        migrations.AlterField(
            model_name="gate",
            name="program",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=CASCADE, related_name="gates", to="programs.program"
            ),
        ),
        migrations.AddConstraint(
            model_name="gate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("program__isnull", False), models.Q(("opens", ""), ("tranche__isnull", True)), _connector="OR"
                ),
                name="gate_of_project_opens_none",
            ),
        ),
    ]
