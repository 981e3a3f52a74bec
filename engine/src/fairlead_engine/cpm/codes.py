"""The kinds by number: Numba compiles constants, not enums."""

from typing import Final

from fairlead_engine.cpm.shapes import DriverKind
from fairlead_engine.plan import ConstraintKind, LagKind, LinkKind

FAR: Final = 2**62  # later than any date

FS: Final = int(LinkKind.FS)

ELAPSED: Final = int(LagKind.ELAPSED)
PERCENT: Final = int(LagKind.PERCENT)
PERCENT_ELAPSED: Final = int(LagKind.PERCENT_ELAPSED)

ALAP: Final = int(ConstraintKind.ALAP)
SNET: Final = int(ConstraintKind.SNET)
SNLT: Final = int(ConstraintKind.SNLT)
FNET: Final = int(ConstraintKind.FNET)
FNLT: Final = int(ConstraintKind.FNLT)
MSO: Final = int(ConstraintKind.MSO)
MFO: Final = int(ConstraintKind.MFO)
PINNED_START: Final = 8  # early and late, whatever else is asked (P6's mandatory constraints)
PINNED_FINISH: Final = 9

BY_PROJECT: Final = int(DriverKind.PROJECT_START)
BY_LINK: Final = int(DriverKind.LINK)
BY_CONSTRAINT: Final = int(DriverKind.CONSTRAINT)
BY_ACTUAL: Final = int(DriverKind.ACTUAL)
BY_MANUAL: Final = int(DriverKind.MANUAL)
BY_SUMMARY: Final = int(DriverKind.SUMMARY)
BY_CHILD: Final = int(DriverKind.CHILD)
BY_ALAP: Final = int(DriverKind.ALAP)
BY_STATUS: Final = int(DriverKind.STATUS_DATE)
BY_LEVELING: Final = int(DriverKind.LEVELING)
