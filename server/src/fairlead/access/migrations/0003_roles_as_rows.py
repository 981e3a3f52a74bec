import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_team_leads"),
    ]

    operations = [
        migrations.CreateModel(
            name="DefinedRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                ("scopes", models.JSONField(default=list)),
                ("authority", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_whole", models.BooleanField(default=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Tolerance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("scope", models.CharField(choices=[("program", "PROGRAM"), ("project", "PROJECT")], max_length=10)),
                ("scope_id", models.PositiveBigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("time", "time"),
                            ("cost", "cost"),
                            ("scope", "scope"),
                            ("benefit", "benefit"),
                            ("risk", "risk"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.PositiveIntegerField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("agreed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_role_fits_scope",
        ),
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(max_length=40),
        ),
        migrations.AddField(
            model_name="definedrole",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="access.workspace"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="definition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="grants", to="access.definedrole"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["owner", "administrator", "member", "guest"]), ("scope", "workspace")),
                    models.Q(("role__in", ["sponsor", "program_manager", "stakeholder"]), ("scope", "program")),
                    models.Q(("role__in", ["project_manager", "team_member", "stakeholder"]), ("scope", "project")),
                    models.Q(("role", "team_lead"), ("scope", "team")),
                    ("role__startswith", "custom-"),
                    _connector="OR",
                ),
                name="grant_role_fits_scope",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="deputy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="delegations_held", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="delegations_given", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="grants",
            field=models.ManyToManyField(blank=True, related_name="delegations", to="access.grant"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.workspace"
            ),
        ),
        migrations.AddField(
            model_name="tolerance",
            name="agreed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="tolerance",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.workspace"
            ),
        ),
        migrations.AddConstraint(
            model_name="definedrole",
            constraint=models.UniqueConstraint(fields=("workspace", "key"), name="role_key_once"),
        ),
        migrations.AddConstraint(
            model_name="definedrole",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name", ""), _negated=True), fields=("workspace", "name"), name="role_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="definedrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "key__in",
                            [
                                "owner",
                                "administrator",
                                "member",
                                "guest",
                                "sponsor",
                                "program_manager",
                                "project_manager",
                                "team_member",
                                "stakeholder",
                                "team_lead",
                            ],
                        ),
                        ("name", ""),
                    ),
                    models.Q(("key__startswith", "custom-"), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="role_is_known_or_named",
            ),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["deputy", "ends_at"], name="delegation_by_deputy"),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["workspace", "-starts_at", "-id"], name="delegation_by_workspace"),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("deputy")), _negated=True), name="delegation_to_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("starts_at"))), name="delegation_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="tolerance",
            constraint=models.UniqueConstraint(fields=("scope", "scope_id", "kind"), name="tolerance_once"),
        ),
        migrations.AddConstraint(
            model_name="tolerance",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="tolerance_says_something",
            ),
        ),
    ]
