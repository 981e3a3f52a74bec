"""When mail is due. Pure."""

from datetime import datetime, time, timedelta, tzinfo

MORNING = time(7)
# What somebody has not read for so long is mailed no more; the page has it.
LONGEST = timedelta(days=2)
# A letter that waits longer was forgotten, by a worker that died or a mail server that did not answer.
FORGOTTEN = timedelta(minutes=10)


def morning_before(now: datetime, zone: tzinfo) -> datetime:
    """Return the last morning, on the clocks of `zone`, that is not after `now`."""
    there = now.astimezone(zone)
    today = datetime.combine(there.date(), MORNING, zone)
    return today if today <= there else datetime.combine(there.date() - timedelta(days=1), MORNING, zone)
