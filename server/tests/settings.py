"""The settings under test: the server's own, with a data folder of each process's own and what makes tests quick.

The database is SQLite in a file, as in use, or what DATABASE_URL names.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="fairlead-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["FAIRLEAD_DATA"] = _folder
os.environ.setdefault("FAIRLEAD_TASKS", "immediate")

from fairlead.config.settings import *  # noqa: E402, F403 - the data folder must be known first
from fairlead.config.settings import DATA, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

# Nobody attacks the passwords of tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
