"""What a plan has no place for: told apart from what is taken, found anew or says nothing.

Each table sorts the elements that the Project XML schema allows in one sort of record. `silent` ones
are taken elsewhere, are computed from others (dates, totals, variances, earned value), identify a
record to Microsoft's servers, or only change what is drawn. Each of `topics` that has content becomes part of
one line of the report; so does, as unknown, whatever neither names.
"""

from dataclasses import dataclass

from fairlead_engine.formats.mspdi import kinds
from fairlead_engine.formats.report import Kind, Notes
from fairlead_engine.formats.xmlrecords import Record

_NOTHING = {"", "0", "0.0", "0.00", "false", "PT0H0M0S", "PT0M0S", "PT0S"}


@dataclass(frozen=True, slots=True)
class Table:
    """How the elements of one sort of record are told apart."""

    silent: frozenset[str]
    topics: dict[str, Kind]

    def note(self, record: Record, notes: Notes, subject: str) -> None:
        """Count, once per record and topic, what has content and is not taken."""
        found: dict[Kind, str] = {}
        for tag in record.fields.keys() - self.silent:
            if record.fields[tag] not in _NOTHING:
                self._find(tag, found)
        for tag in record.groups.keys() - self.silent:
            self._find(tag, found)
        for kind, tag in found.items():
            notes.add(kind, tag if kind is kinds.UNKNOWN else subject)

    def _find(self, tag: str, found: dict[Kind, str]) -> None:
        found[self.topics.get(tag, kinds.UNKNOWN)] = tag


def _table(silent: str, **topics: tuple[Kind, str]) -> Table:
    by_tag = {tag: kind for kind, tags in topics.values() for tag in tags.split()}
    return Table(frozenset(silent.split()), by_tag)


_MONEY = """Cost ActualCost RemainingCost OvertimeCost ActualOvertimeCost RemainingOvertimeCost FixedCost BudgetCost
    CostPerUse"""
_LINKS_OUT = "Hyperlink HyperlinkAddress HyperlinkSubAddress"
_EARNED = "ACWP BCWP BCWS CV SV VAC CostVariance WorkVariance StartVariance FinishVariance"

TASK = _table(
    f"""UID GUID ID Name Active Manual Type IsNull CreateDate WBS WBSLevel OutlineNumber OutlineLevel Priority Start
    Finish Duration ManualStart ManualFinish ManualDuration DurationFormat StartText FinishText DurationText Work
    RegularWork ActualWork RemainingWork Stop Resume ResumeValid EffortDriven Recurring OverAllocated Estimated
    Milestone Summary DisplayAsSummary Critical IsSubproject IsSubprojectReadOnly SubprojectName ExternalTask
    ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish FreeSlack TotalSlack StartSlack FinishSlack
    FixedCostAccrual PercentComplete PercentWorkComplete ActualStart ActualFinish ActualDuration RemainingDuration
    ConstraintType ConstraintDate CalendarUID Deadline LevelAssignments LevelingCanSplit LevelingDelay
    LevelingDelayFormat PreLeveledStart PreLeveledFinish IgnoreResourceCalendar Notes HideBar Rollup
    EarnedValueMethod PredecessorLink IsPublished {_EARNED}""",
    costs=(kinds.COSTS, _MONEY),
    baselines=(kinds.BASELINES, "Baseline"),
    custom=(kinds.CUSTOM_FIELDS, "ExtendedAttribute"),
    codes=(kinds.OUTLINE_CODES, "OutlineCode"),
    hyperlinks=(kinds.HYPERLINKS, _LINKS_OUT),
    timephased=(kinds.TIMEPHASED, "TimephasedData"),
    details=(
        kinds.TASK_DETAILS,
        """PhysicalPercentComplete Contact StatusManager CommitmentStart CommitmentFinish CommitmentType OvertimeWork
        ActualOvertimeWork RemainingOvertimeWork ActualWorkProtected ActualOvertimeWorkProtected""",
    ),
)

RESOURCE = _table(
    f"""UID GUID ID Name Type IsNull Group WorkGroup EmailAddress MaxUnits PeakUnits OverAllocated Start Finish CanLevel
    AccrueAt Work RegularWork ActualWork RemainingWork PercentWorkComplete StandardRateFormat OvertimeRateFormat
    CalendarUID IsEnterprise IsCostResource CreationDate ActiveDirectoryGUID AssnOwner AssnOwnerGuid {_EARNED}""",
    rates=(kinds.RATES, "StandardRate OvertimeRate CostPerUse Rates AvailabilityPeriods AvailableFrom AvailableTo"),
    costs=(kinds.COSTS, _MONEY.replace("CostPerUse", "")),
    baselines=(kinds.BASELINES, "Baseline"),
    custom=(kinds.CUSTOM_FIELDS, "ExtendedAttribute"),
    codes=(kinds.OUTLINE_CODES, "OutlineCode"),
    hyperlinks=(kinds.HYPERLINKS, _LINKS_OUT),
    timephased=(kinds.TIMEPHASED, "TimephasedData"),
    details=(
        kinds.RESOURCE_DETAILS,
        """Initials Phonetics NTAccount MaterialLabel Code Notes IsGeneric IsInactive IsBudget BookingType OvertimeWork
        ActualOvertimeWork RemainingOvertimeWork ActualWorkProtected ActualOvertimeWorkProtected""",
    ),
)

ASSIGNMENT = _table(
    f"""UID GUID TaskUID ResourceUID PercentWorkComplete Start Finish ActualStart ActualFinish Stop Resume Work
    RegularWork RemainingWork Units Delay LevelingDelay LevelingDelayFormat WorkContour HasFixedRateUnits
    FixedMaterial Milestone Summary Overallocated CreationDate AssnOwner AssnOwnerGuid UpdateNeeded ResponsePending
    Confirmed LinkedFields BookingType {_EARNED}""",
    costs=(kinds.COSTS, _MONEY),
    progress=(kinds.PROGRESS_OF_WORK, "ActualWork"),
    baselines=(kinds.BASELINES, "Baseline"),
    custom=(kinds.CUSTOM_FIELDS, "ExtendedAttribute"),
    hyperlinks=(kinds.HYPERLINKS, _LINKS_OUT),
    timephased=(kinds.TIMEPHASED, "TimephasedData"),
    details=(
        kinds.ASSIGNMENT_DETAILS,
        """Notes CostRateTable RateScale OvertimeWork ActualOvertimeWork RemainingOvertimeWork ActualWorkProtected
        ActualOvertimeWorkProtected BudgetWork""",
    ),
)

CALENDAR = _table("UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks")

PROJECT = _table(
    """SaveVersion BuildNumber UID GUID Name Title CreationDate Revision LastSaved ScheduleFromStart StartDate
    FinishDate FYStartDate CriticalSlackLimit MultipleCriticalPaths
    CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition
    CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType
    DefaultFixedCostAccrual DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts
    HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary NewTasksEffortDriven NewTasksEstimated
    SplitsInProgressTasks SpreadActualCost SpreadPercentComplete TaskUpdatesResource FiscalYearStart WeekStartDay
    MoveCompletedEndsBack MoveRemainingStartsBack MoveRemainingStartsForward MoveCompletedEndsForward
    BaselineForEarnedValue AutoAddNewResourcesAndTasks StatusDate CurrentDate MicrosoftProjectServerURL Autolink
    NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate
    ActualsInSync RemoveFileProperties AdminProject BaselineCalendar UpdateManuallyScheduledTasksWhenEditingLinks
    KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled""",
    properties=(
        kinds.PROPERTIES,
        "Author Manager Company Subject Category Keywords Comments HyperlinkBase Template",
    ),
)

SECTIONS = {
    **dict.fromkeys(("ExtendedAttributes", "OutlineCodes", "WBSMasks"), kinds.FIELD_DEFINITIONS),
    **dict.fromkeys(
        ("Views", "Filters", "Groups", "Tables", "Maps", "Reports", "Drawings", "DataLinks", "VBAProjects"),
        kinds.VIEWS,
    ),
}


def note_section(section: str, tag: str, notes: Notes) -> None:
    """Count one record of a part of the file that no plan is made of."""
    kind = SECTIONS.get(section, kinds.UNKNOWN)
    notes.add(kind, f"{section}: {tag}" if kind is kinds.UNKNOWN else section)
