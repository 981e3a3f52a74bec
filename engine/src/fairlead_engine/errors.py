"""The engine's errors: one tree, each defined where it is raised, each carrying its data.

EngineError
├── PlanError                    what was said cannot be scheduled
│   ├── CycleFound               network: links that lead back to where they began, with the path
│   ├── OutlineBroken            network: a task whose summary does not stand before it
│   ├── UnknownTask              network: a link or parent names a task that is not there
│   ├── UnknownProject           network: a task names a project that is not there
│   ├── RepeatedId               network: two tasks, projects or calendars share an id
│   ├── ColumnBroken             network: a column of the wrong length or with an index out of range
│   ├── AbsurdNumber             network: a duration, lag or date beyond what any plan can mean
│   ├── UnknownCalendar          worktime: something names a calendar that is not there
│   ├── CalendarCycle            worktime: calendars based on each other
│   ├── NoWorkingTime            worktime: a calendar in use that never has working time
│   ├── ShiftBroken              worktime: working time that ends before it starts or leaves its day
│   ├── OutsideYears             worktime: an instant asked of a calendar beyond the years the engine covers
│   ├── AbsurdEffort             effort: a duration, work or units that no task can have
│   ├── NotOnTask                effort: somebody who is not on the task
│   ├── LoadBroken               load: columns that do not fit each other, or periods that do not follow each other
│   ├── CannotFit                leveling: an activity that needs more of a resource than there is
│   ├── CannotLevel              leveling: a plan of a kind that is not leveled
│   ├── InstanceBroken           leveling: a number that no scheduling problem can have
│   ├── Unclear                  draft: a duration, date, link or constraint that cannot be understood
│   ├── BeyondHorizon            cpm: work that does not end, or begin, within the years the engine covers
│   └── UnknownPlace             cpm: an edit of a row that is not there
├── ReadError                    formats: bytes that cannot be read as a plan; its branches are drawn there
├── WriteError                   formats: a plan that cannot be written; its branches are drawn there
│   └── WouldOverwrite           cli: a file is there already
├── PandasMissing                cpm: a data frame where pandas is not installed
├── UnknownColumn                cli: --column does not say what a column holds
├── NotHeaded                    cli: --column names a heading that the table does not have
├── NoTable                      cli: --column with a file that is no table
├── NoPlan                       cli: level --write with a problem of numbers, which is no plan
└── NothingToCompare             cli: a file without dates
"""


class EngineError(Exception):
    """Anything the engine refuses; its text is meant for people."""


class PlanError(EngineError):
    """What was said cannot be scheduled."""


class ReadError(EngineError):
    """A file that is not read; the message says what happened and what to do."""


class WriteError(EngineError):
    """A plan that is not written; the message says why and what to do."""
