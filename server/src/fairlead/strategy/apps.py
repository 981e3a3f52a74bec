from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "fairlead.strategy"
    label = "strategy"
