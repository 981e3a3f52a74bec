"""Files on their way in: what is too large is thrown away while it comes, never kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_ROOM = 64 * 1024  # for the other fields of the form
_PATIENCE = 10  # times the limit: up to there a browser may finish sending, so that it shows our answer


class Quota(FileUploadHandler):
    """Lets no file pass that is larger than the limit of imports; `is_over` tells that there was one."""

    is_over = False

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self._announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0
        if self._announced > settings.IMPORT_MAX_BYTES + _ROOM:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > settings.IMPORT_MAX_BYTES:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _stop(self) -> None:
        self.is_over = True
        raise StopUpload(connection_reset=self._announced > _PATIENCE * settings.IMPORT_MAX_BYTES)


def quota_of(request: HttpRequest) -> Quota:
    """Return the quota that `request` is held to; to be called before anything reads its form."""
    quota = Quota(request)
    request.upload_handlers.insert(0, quota)
    return quota
