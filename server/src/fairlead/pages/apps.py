from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "fairlead.pages"
    label = "pages"
