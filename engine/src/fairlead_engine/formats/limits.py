"""How much of a file a reader accepts before it refuses; every bound is a setting."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read from a file that a stranger may have made.

    Past a `max_*` bound the file is refused; a text past a `*_length` is cut and reported. Dates outside
    the years `first_year` to `last_year` are left out and reported. Compressed input is refused
    unless `allows_gzip`; `max_bytes` then holds for the content as well. MPXJ is stopped after `mpxj_seconds`
    of the wall clock or with more than `mpxj_heap_megabytes` in Java; `mpxj_max_output_bytes` bounds each file that it
    writes, the plan that it hands on among them, and what an archive unpacks to.
    """

    max_bytes: int = 50 * MEGABYTE
    max_depth: int = 32
    max_elements: int = 3_000_000
    max_record_elements: int = 250_000
    max_text: int = MEGABYTE
    max_attributes: int = 20_000
    max_tasks: int = 200_000
    max_calendars: int = 20_000
    name_length: int = 500
    title_length: int = 200
    notes_length: int = 100_000
    first_year: int = 1900
    last_year: int = 2199
    max_exception_days: int = 20_000
    max_exceptions: int = 500_000
    allows_gzip: bool = False
    mpxj_seconds: float = 60.0
    mpxj_heap_megabytes: int = 768
    mpxj_max_output_bytes: int = 200 * MEGABYTE


DEFAULT = Limits()
