from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fairlead.governance"
    label = "governance"
