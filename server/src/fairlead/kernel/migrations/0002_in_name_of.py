from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="in_name_of",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="actor_name",
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
