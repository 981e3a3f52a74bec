from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    name = "fairlead.collaboration"
    label = "collaboration"
