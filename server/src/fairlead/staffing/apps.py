from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "fairlead.staffing"
    label = "staffing"
