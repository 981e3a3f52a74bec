"""Public holidays by country and subdivision, as the library `holidays` knows them."""

from datetime import date
from functools import cache

import holidays
from django.utils.translation import get_language

YEARS_BACK, YEARS_AHEAD = 1, 10


@cache
def countries() -> dict[str, str]:
    """Return the names of all countries whose holidays are known by their code (ISO 3166-1), by name."""
    codes = {code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2}
    names = {entry[1]: name.replace("_", " ").title() for name, entry in holidays.registry.COUNTRIES.items()}
    return dict(sorted(((code, names[code]) for code in codes), key=lambda each: each[1]))


@cache
def subdivisions(country: str) -> dict[str, str]:
    """Return the names of the parts of a country that have holidays of their own by their code, by name."""
    if country not in countries():
        return {}
    known = holidays.country_holidays(country)
    names = {code: code for code in known.subdivisions}
    names |= {code: alias for alias, code in reversed(known.subdivisions_aliases.items())}
    return dict(sorted(names.items(), key=lambda each: each[1]))


def holidays_of(country: str, subdivision: str, *, today: date) -> dict[date, str]:
    """Return the public holidays from the year before `today` to ten years ahead with their names, in order.

    Names are in the language in use where the library has it, else in English or the country's own.
    Both codes must be known.
    """
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    language = _language(holidays.country_holidays(country).supported_languages)
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=years, language=language)
    return {day: name[:200] for day, name in sorted(found.items()) if day.year in years}


def _language(known: tuple[str, ...]) -> str | None:
    wanted = (get_language() or "en").split("-")[0]
    return next((each for prefix in (wanted, "en") for each in known if each.split("_")[0] == prefix), None)
