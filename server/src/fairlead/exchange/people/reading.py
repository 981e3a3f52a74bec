"""From a file's bytes to what a table of people says; what cannot be read is refused in the user's words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fairlead.exchange.columns import Subject, TableHead
from fairlead.exchange.findings import report_lines
from fairlead.exchange.people.rows import MOST_PEOPLE, PeopleFindings, rows_said
from fairlead.exchange.reading import ColumnsUnknown, limits, not_there, too_large
from fairlead.kernel.errors import Refused
from fairlead_engine.formats import ReadError
from fairlead_engine.formats.errors import NoColumns, NothingToRead, TooComplex, TooLarge
from fairlead_engine.formats.roster import PersonColumn, read_roster


def people_of(content: bytes, *, columns: Mapping[str, PersonColumn | None]) -> tuple[PeopleFindings, TableHead]:
    """Read the people of a table; `columns` says of its headings what they stand for.

    Raises: Refused with what to do about it, ColumnsUnknown among them.
    """
    try:
        found = read_roster(content, limits=limits(), columns=columns, most=MOST_PEOPLE)
    except TooLarge:
        raise too_large(Subject.PEOPLE) from None
    except TooComplex as error:
        raise Refused(
            _("There is too much in this file for a list of people; at most %(most)d are read at once. Split it.")
            % {"most": MOST_PEOPLE},
            code="TooComplex",
        ) from error
    except NothingToRead as error:
        raise Refused(_("Nobody is in this table: no row has a name."), code="NothingToRead") from error
    except NoColumns as error:
        raise _unknown(TableHead.of(error.head)) from error
    except ReadError as error:
        raise Refused(_(str(error)), code=type(error).__name__) from error
    head = TableHead.of(found.head)
    lines = report_lines([*found.report.lines, *not_there(columns, head)])
    return PeopleFindings(found.report.format, rows_said(found.rows), tuple(lines)), head


def _unknown(head: TableHead) -> Refused:
    if not head.headings:
        return Refused(_("There is nothing in this table. Save it again and choose that file."), code="NoColumns")
    return ColumnsUnknown(
        _("The headings of this table do not say where the names of the people are. Say what its columns hold."), head
    )
