"""What the database knows of its own tables; without it, SQLite joins a small table to a large one the wrong way."""

from django.db import connections

_SAMPLE = 400  # rows of each index: milliseconds, whatever the size


def statistics_renew(*, using: str = "default") -> None:
    """Have SQLite look at its tables again; other databases do so by themselves."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_SAMPLE}")
        cursor.execute("ANALYZE")
