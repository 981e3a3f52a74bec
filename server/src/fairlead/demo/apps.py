from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "fairlead.demo"
    label = "demo"
