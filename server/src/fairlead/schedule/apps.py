from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "fairlead.schedule"
    label = "schedule"
