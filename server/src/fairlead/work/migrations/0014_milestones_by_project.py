from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0013_program_activities")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("is_milestone", True)), fields=["project"], name="task_milestone_by_project"
            ),
        ),
    ]
