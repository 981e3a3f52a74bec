"""The words of the command line."""

import argparse

from fairlead_engine.cli import comparisons, conversions, levelings, plan_levelings, schedules

_FILE = "a plan in any format that is read, or - for standard input"
_COLUMN = "what the column of a table headed HEADING holds, such as 'Wer=Resources'; nothing: 'Wer='; may be repeated"
_OBJECTIVE = "of a plan: the least delay of projects, the earliest last finish, or the fewest moves; delay"


def parser() -> argparse.ArgumentParser:
    """Return what takes the command line apart; each command brings the function that runs it as `run`."""
    made = argparse.ArgumentParser(prog="fairlead-engine", description="Computes the dates of plans.")
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    schedule = commands.add_parser("schedule", help="print the dates of a plan's tasks")
    _take_plan(schedule, "FILE")
    _offer_json(schedule)
    schedule.set_defaults(run=schedules.run)
    level = commands.add_parser("level", help="move tasks in time so that nobody is asked for more than there is")
    _take_plan(level, "FILE", "or a scheduling problem (.rcp, .rcmp)")
    level.add_argument("--seconds", type=levelings.seconds, default=10.0, help="how long to search; 10")
    level.add_argument("--seed", type=int, default=0, help="another number searches in another way; 0")
    level.add_argument("--objective", choices=plan_levelings.OBJECTIVES, default="delay", help=_OBJECTIVE)
    level.add_argument("--within-slack", action="store_true", help="of a plan: let no project end later")
    level.add_argument("--split", action="store_true", help="of a plan: let tasks pause where that wins delay")
    level.add_argument("--write", metavar="OUT", help="write the leveled plan; the ending says the format")
    level.add_argument("--force", action="store_true", help="write over a file that is there already")
    _offer_json(level)
    level.set_defaults(run=levelings.run)
    convert = commands.add_parser("convert", help="write a plan to another format, with its dates")
    _take_plan(convert, "FROM")
    convert.add_argument("to", metavar="TO", help="the file to write: .xml, .xer, .xlsx, .csv or .json says the format")
    convert.add_argument("--force", action="store_true", help="write over a file that is there already")
    convert.set_defaults(run=conversions.run)
    compare = commands.add_parser("compare", help="show where, and why, our dates differ from those in the file")
    _take_plan(compare, "FILE")
    _offer_json(compare)
    compare.set_defaults(run=comparisons.run)
    return made


def _take_plan(command: argparse.ArgumentParser, name: str, more: str = "") -> None:
    command.add_argument("file", metavar=name, help=", ".join(filter(None, (_FILE, more))))
    command.add_argument("--column", action="append", default=[], metavar="HEADING=WHAT", help=_COLUMN)


def _offer_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON for programs instead of text for people")
