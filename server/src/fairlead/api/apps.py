from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "fairlead.api"
    label = "api"
