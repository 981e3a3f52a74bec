from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "fairlead.exchange"
    label = "exchange"
