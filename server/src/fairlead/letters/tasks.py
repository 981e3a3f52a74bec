"""Letters in the background."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from fairlead.letters import services


@task()
def letter_post(letter_id: int) -> None:
    """Send a letter; doing so twice sends it once."""
    services.letter_send(id=letter_id, now=timezone.now())


def letters_round(*, now: datetime) -> int:
    """Make letters of what is due, ask workers to send them, and return how many; none where no mail is set up."""
    letters = services.letters_make(now=now) if settings.HAS_MAIL else []
    for id in letters:
        letter_post.enqueue(id)
    return len(letters)
