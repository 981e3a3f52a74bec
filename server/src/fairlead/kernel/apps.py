from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "fairlead.kernel"
    label = "kernel"
