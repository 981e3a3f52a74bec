from django.apps import AppConfig


class TemplatesConfig(AppConfig):
    name = "fairlead.templates"
    label = "templates"
