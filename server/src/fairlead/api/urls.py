from django.urls import URLPattern, include, path, re_path

from fairlead.api.app import api
from fairlead.api.edge import at_the_edge, nowhere

__all__ = ["api", "urlpatterns"]

_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern) and _pattern.callback is not None:
        _pattern.callback = at_the_edge(_pattern.callback)

urlpatterns = [
    path("", include((_patterns, _app_name), namespace=_namespace)),
    re_path(r"", nowhere),
]
