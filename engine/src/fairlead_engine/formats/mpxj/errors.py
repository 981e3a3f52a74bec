"""Why a file that MPXJ reads was not read, in the words of whoever chose it.

ReadError
├── MpxjMissing      the extra that brings MPXJ is not installed
├── JavaMissing      no Java on the machine
├── JavaUnfit        a Java that is too old, or lacks parts that MPXJ uses
├── TookTooLong      stopped at the limit of time
├── TookTooMuch      stopped at the limit of memory
├── AsksPassword     the file is protected
├── NotUnderstood    MPXJ says that it cannot read the file
└── ReaderBroke      MPXJ or Java ended without an answer
"""

from fairlead_engine.errors import ReadError

_EXTRA = "pip install 'fairlead-engine[mpp]'"
_JAVA = "Java 17 or newer (on Debian and Ubuntu: apt-get install default-jre-headless)"


class MpxjMissing(ReadError):
    """`looks_like` names the format of the file, `advice` what else its owner can do."""

    def __init__(self, looks_like: str, advice: str) -> None:
        self.looks_like = looks_like
        super().__init__(
            f"This looks like {looks_like}. Reading it needs an addition that is not installed here: "
            f"{_EXTRA}, and {_JAVA}. Or {advice}"
        )


class JavaMissing(ReadError):
    """`looks_like` names the format of the file, `advice` what else its owner can do."""

    def __init__(self, looks_like: str, advice: str) -> None:
        self.looks_like = looks_like
        super().__init__(
            f"This looks like {looks_like}. Reading it needs {_JAVA}, which is not installed here. Or {advice}"
        )


class JavaUnfit(ReadError):
    """`java_home` is the Java that was found, `lacks` what it would need."""

    def __init__(self, looks_like: str, advice: str, java_home: str, lacks: str) -> None:
        self.looks_like, self.java_home, self.lacks = looks_like, java_home, lacks
        super().__init__(
            f"This looks like {looks_like}. Reading it needs {_JAVA}; "
            f"the Java in {java_home} lacks {lacks}. Or {advice}"
        )


class TookTooLong(ReadError):
    """`seconds` is the limit."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"Reading the file took longer than {seconds:g} seconds and was stopped. "
            "It may be damaged; open it in the program it comes from, save it again and choose that file."
        )


class TookTooMuch(ReadError):
    """`megabytes` is the limit."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"Reading the file needed more than {megabytes} MB of memory and was stopped. "
            "It may be damaged, or hold more than is read at once; save it without baselines, or as several projects."
        )


class AsksPassword(ReadError):
    """The file cannot be read without its password."""

    def __init__(self) -> None:
        super().__init__("The file is protected by a password. Save it without one and choose that file.")


class NotUnderstood(ReadError):
    """`looks_like` names the format of the file, `reason` is what MPXJ said; a slip of Java's is not told to people."""

    def __init__(self, looks_like: str, advice: str, reason: str) -> None:
        self.looks_like, self.reason = looks_like, reason
        because = f": {reason}" if reason and not reason.startswith("java.") else ""
        super().__init__(
            f"This looks like {looks_like}, but it cannot be read as a plan{because}. "
            f"It may be damaged or cut off; {advice}"
        )


class ReaderBroke(ReadError):
    """`code` is how the process ended: its exit code, or the number of a signal below zero."""

    def __init__(self, looks_like: str, advice: str, code: int) -> None:
        self.looks_like, self.code = looks_like, code
        super().__init__(
            f"This looks like {looks_like}, but its reader broke down over it (code {code}). "
            f"It may be damaged or cut off; {advice}"
        )
