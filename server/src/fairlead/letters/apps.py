from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "fairlead.letters"
    label = "letters"
