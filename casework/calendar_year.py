"""The loading of a year's holidays (年度节假日安排载入): refused while it is incomplete or contradicts itself."""

from collections.abc import Collection, Sequence
from datetime import date

from casework.calendar import CalendarYear
from casework.refusal import Refusal

FIRST_YEAR = 2020  # the entrustment began; no case is older (SEED part three)
MOST_DAYS, MOST_YEARS = 60, 100
MOST_HOLIDAYS = 20  # a year that gives more days off than it takes back is a slip of the pen
WARNED_FROM_MONTH = 10  # the State Council's notice comes in October or November
_SATURDAY, _DECEMBER, _NEW_LAW = 5, 12, 2025


class CalendarYearOutOfReach(Refusal):
    """The State Council tells a year's days in the autumn before, not earlier; older years no case needs."""

    zh = "只能载入 {first} 年至 {last} 年的节假日安排"
    en = "Only the years {first} to {last} can be loaded"
    basis = "HOL art.2"


class CalendarYearLoaded(Refusal):
    """The year is loaded; a notice that changes it says so."""

    zh = "{year} 年节假日安排已载入；如国务院另有通知，请注明为调整"
    en = "The year {year} is loaded already; say so if the notice amends it"
    basis = "HOL art.2"


class NothingToAmend(Refusal):
    """A notice that changes a year which nobody loaded."""

    zh = "{year} 年节假日安排尚未载入，不能调整"
    en = "The year {year} is not loaded, so nothing can be amended"
    basis = "HOL art.2"


class CalendarFull(Refusal):
    """So many notices for one county are no calendar any more."""

    zh = "日历已载入 {most} 次，不能再载入"
    en = "The calendar was loaded {most} times, and takes no further year"


class TooManyDays(Refusal):
    """More days than any year's notice names."""

    zh = "日期最多 {most} 个"
    en = "At most {most} days can be named"


class DayOutsideYear(Refusal):
    """A day of another year; only the December before may be rearranged with New Year."""

    zh = "{day} 不属于 {year} 年，也不在上一年十二月"
    en = "{day} is neither in {year} nor in the December before"
    basis = "HOL art.2"


class DayRepeated(Refusal):
    """A day is named twice in one list."""

    zh = "{day} 重复"
    en = "{day} is named twice"


class DayOffAndMadeUp(Refusal):
    """A day cannot be off and worked at once."""

    zh = "{day} 不能既放假又上班"
    en = "{day} cannot be both off and a make-up day"
    basis = "HOL art.2"


class MakeUpDayOnWeekday(Refusal):
    """Only a Saturday or a Sunday is made up: other days are worked anyway."""

    zh = "{day} 不是周六、周日，不能作为调休上班日"
    en = "{day} is no Saturday or Sunday and cannot be made up"
    basis = "HOL art.2"


class HolidayMissing(Refusal):
    """New Year, Labour Day and National Day are off in every year."""

    zh = "缺少法定节假日 {day}"
    en = "{day} is a public holiday and is missing"
    basis = "HOL art.2"


class HolidaysTooFew(Refusal):
    """The weekdays off, less the make-up days, are at least the public holidays that the law gives."""

    zh = "扣除调休上班日后只放假 {found} 天，少于法定的 {least} 天"
    en = "After make-up days only {found} days are off, fewer than the law's {least}"
    basis = "HOL art.2"


class HolidaysTooMany(Refusal):
    """Far more days off than any year has had."""

    zh = "扣除调休上班日后放假 {found} 天，超过 {most} 天，请核对"
    en = "After make-up days {found} days are off, more than {most}: look again"
    basis = "HOL art.2"


def check_room(years: int) -> None:
    """Refuse a further year where the record is full (rules.md section 5: a year has one notice)."""
    if years >= MOST_YEARS:
        raise CalendarFull(most=MOST_YEARS)


def check_year(year: int, known: Collection[int], today: date, *, amends: bool) -> None:
    """Refuse a year that cannot be known yet, one loaded twice, and the change of one not loaded (HOL art.2)."""
    if not FIRST_YEAR <= year <= today.year + 1:
        raise CalendarYearOutOfReach("year", first=FIRST_YEAR, last=today.year + 1)
    if year in known and not amends:
        raise CalendarYearLoaded("year", year=year)
    if year not in known and amends:
        raise NothingToAmend("amends", year=year)


def check_days(year: int, off: Sequence[date], made_up: Sequence[date]) -> CalendarYear:
    """Refuse days that are not the year's, contradict each other, or leave the year incomplete (HOL art.2)."""
    _check_list(year, off, "daysOff")
    _check_list(year, made_up, "madeUpDays")
    for place, day in enumerate(made_up):
        if day in off:
            raise DayOffAndMadeUp("madeUpDays", str(place), day=day.isoformat())
        if day.weekday() < _SATURDAY:
            raise MakeUpDayOnWeekday("madeUpDays", str(place), day=day.isoformat())
    _check_complete(year, off, made_up)
    return CalendarYear(year, frozenset(off), frozenset(made_up))


def _check_list(year: int, days: Sequence[date], name: str) -> None:
    if len(days) > MOST_DAYS:
        raise TooManyDays(name, most=MOST_DAYS)
    for place, day in enumerate(days):
        if day.year != year and (day.year, day.month) != (year - 1, _DECEMBER):
            raise DayOutsideYear(name, str(place), day=day.isoformat(), year=year)
        if day in days[:place]:
            raise DayRepeated(name, str(place), day=day.isoformat())


def _check_complete(year: int, off: Sequence[date], made_up: Sequence[date]) -> None:
    fixed = [(1, 1), (5, 1), *([(5, 2)] if year >= _NEW_LAW else []), (10, 1), (10, 2), (10, 3)]
    for day in (date(year, month, of_month) for month, of_month in fixed):
        if day.weekday() < _SATURDAY and day not in off:
            raise HolidayMissing("daysOff", day=day.isoformat())
    found = sum(day.weekday() < _SATURDAY for day in off) - len(made_up)
    least = public_holidays(year)
    if found < least:
        raise HolidaysTooFew("daysOff", found=found, least=least)
    if found > MOST_HOLIDAYS:
        raise HolidaysTooMany("daysOff", found=found, most=MOST_HOLIDAYS)


def public_holidays(year: int) -> int:
    """Count the days that the law gives everybody: eleven, since 2025 thirteen; no weekend takes one (HOL art.2)."""
    return 13 if year >= _NEW_LAW else 11


def missing_years(known: Collection[int], today: date) -> list[int]:
    """Name the years that should be loaded and are not: this one, and from October the next (rules.md 0.1)."""
    needed = [today.year, *([today.year + 1] if today.month >= WARNED_FROM_MONTH else [])]
    return [year for year in needed if year not in known]
