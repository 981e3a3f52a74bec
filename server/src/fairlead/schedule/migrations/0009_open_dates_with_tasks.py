from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schedule", "0008_overloads")]

    operations = [
        migrations.RemoveIndex(model_name="taskdates", name="dates_open_by_project"),
        migrations.AddIndex(
            model_name="taskdates",
            index=models.Index(fields=["project", "open_finish_at", "task"], name="dates_open_by_project"),
        ),
    ]
