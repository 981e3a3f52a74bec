from django.urls import include, path

urlpatterns = [
    path("accounts/", include("fairlead.pages.account_urls")),
    path("api/v1/", include("fairlead.api.urls")),
    path("", include("fairlead.pages.urls")),
]
