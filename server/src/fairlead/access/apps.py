from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "fairlead.access"
    label = "access"
