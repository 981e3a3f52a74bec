"""Taking a file over: upload, reading, and one transaction that makes a project of it, or people of the pool."""

from fairlead.exchange.services.columns import columns_choose
from fairlead.exchange.services.confirming import Choice, import_confirm
from fairlead.exchange.services.people import PeopleChoice, people_confirm
from fairlead.exchange.services.reading import import_read
from fairlead.exchange.services.uploading import (
    import_begin,
    import_discard,
    import_watch,
    imports_expire,
)

__all__ = [
    "Choice",
    "PeopleChoice",
    "columns_choose",
    "import_begin",
    "import_confirm",
    "import_discard",
    "import_read",
    "import_watch",
    "imports_expire",
    "people_confirm",
]
