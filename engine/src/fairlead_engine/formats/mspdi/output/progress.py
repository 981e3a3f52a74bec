"""How far a task is, as the format says it."""

from dataclasses import dataclass

from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.plan import Task


@dataclass(frozen=True, slots=True)
class Progress:
    """Percent complete as a whole number, the seconds done and left that make it exact, and what is read of these."""

    rounded: int
    done: int
    left: int
    read: float


def progress_of(task: Task) -> Progress:
    """Return the progress of a task; done and left are 0 where whole seconds cannot say it."""
    percent = min(max(task.percent_complete, 0.0), 100.0)
    seconds = min(max(task.duration, 0), MOST_MINUTES) * 60
    rounded = round(percent)
    done = int(seconds * percent / 100 + 0.5)
    exact = 100 * done / seconds if 0 < done < seconds else -1.0
    if percent != rounded and exact >= 0 and abs(exact - percent) <= 1:
        return Progress(round(exact), done, seconds - done, exact)
    done = seconds * rounded // 100 if seconds * rounded % 100 == 0 else 0
    return Progress(rounded, done, seconds - done if done else 0, float(rounded))
