from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "fairlead.programs"
    label = "programs"
