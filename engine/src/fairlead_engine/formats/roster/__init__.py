"""Tables of people: CSV and XLSX, as people and programs write them; docs/reference/formats/people.md says how."""

from fairlead_engine.formats.roster.columns import PEOPLE, PersonColumn
from fairlead_engine.formats.roster.reading import Roster, RosterRow, read_roster

__all__ = ["PEOPLE", "PersonColumn", "Roster", "RosterRow", "read_roster"]
