from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "fairlead.resources"
    label = "resources"
