"""How much MPXJ may use of the machine before it is stopped; every bound is a setting."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds on the process that reads one file.

    `seconds` are of the wall clock. `heap_megabytes` is what plans may take in Java, `overhead_megabytes` the
    addresses that Java reserves beside it. `max_output_bytes` bounds the plan as it is handed on, and each file that
    MPXJ writes on the way.
    """

    seconds: float = 60.0
    heap_megabytes: int = 768
    overhead_megabytes: int = 1_600
    max_output_bytes: int = 200 * MEGABYTE


USUAL = Settings()
