from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0009_workspace_settings")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="second_step",
            field=models.JSONField(blank=True, default=list, verbose_name="a second step is asked of"),
        ),
    ]
