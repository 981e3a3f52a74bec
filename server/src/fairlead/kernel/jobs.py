"""The queues in which jobs wait: who does short ones never waits for a long one to end."""

SHORT = "default"  # over within seconds, and somebody may be waiting
LONG = "long"  # may take minutes; does a first good thing soon
QUEUES = (SHORT, LONG)
