"""The stories that cases of the demonstration tell (案例): what is asked, when, and how far it comes."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from casework.matter import State


class Opposed(Enum):
    """What comes of an objection to the notice."""

    NOT = auto()
    DISMISSED = auto()
    UPHELD = auto()
    UNANSWERED = auto()


@dataclass(frozen=True, slots=True)
class Story:
    """One course of events; a case that needs more days than there are before today stays where it is then.

    `filed` are the first and the last day on which it may be filed; `stops` is the state that it never leaves.
    """

    filed: tuple[date, date]
    temporary: bool = False
    favourable: bool = True
    large: bool = False
    exactly_at_cap: bool = False
    near_relative: bool = False
    county_visits: bool = True
    opposed: Opposed = Opposed.NOT
    slow: bool = False
    transferred: bool = False
    from_platform: bool = False
    again: bool = False
    stops: State | None = None


_SPRING = (date(2020, 5, 6), date(2020, 7, 31))
_SUMMER = (date(2020, 6, 1), date(2020, 8, 21))
_EARLY_AUTUMN = (date(2020, 8, 25), date(2020, 9, 25))
_SEPTEMBER = (date(2020, 9, 7), date(2020, 9, 25))
_ENTRUSTED = (date(2020, 10, 9), date(2020, 10, 16))
_LATE = (date(2020, 10, 12), date(2020, 11, 19))
_ANY = (date(2020, 5, 6), date(2020, 11, 19))

FIRST_STORIES: tuple[Story, ...] = (
    Story(_SUMMER),
    Story(_SPRING, temporary=True),
    Story(_ENTRUSTED, temporary=True),
    Story(_LATE, stops=State.FILED),
    Story(_SPRING, stops=State.ASSESSED),
    Story(_EARLY_AUTUMN, favourable=False),
    Story(_LATE, from_platform=True, stops=State.ACCEPTED),
    Story(_LATE, temporary=True),
    Story(_EARLY_AUTUMN, temporary=True, large=True),
    Story(_SPRING, near_relative=True),
    Story(_SEPTEMBER, temporary=True, transferred=True),
    Story(_EARLY_AUTUMN, stops=State.ON_FIRST_NOTICE),
)
"""One of these for each township in turn, so that the smallest demonstration shows every state."""

LATER_STORIES: tuple[Story, ...] = (
    Story(_ANY),
    Story(_ANY, temporary=True),
    Story(_SEPTEMBER, transferred=True),
    Story(_EARLY_AUTUMN, stops=State.SURVEYED),
    Story(_ENTRUSTED, temporary=True, opposed=Opposed.UNANSWERED),
    Story(_SUMMER, stops=State.OPINION_DRAFTED),
    Story(_SPRING, opposed=Opposed.DISMISSED),
    Story(_ANY, again=True),
    Story(_LATE),
    Story(_EARLY_AUTUMN, temporary=True, opposed=Opposed.UPHELD),
    Story(_SPRING, temporary=True, favourable=False),
    Story(_LATE, from_platform=True),
    Story(_ENTRUSTED, temporary=True, exactly_at_cap=True),
    Story(_ANY),
    Story(_SUMMER, opposed=Opposed.UPHELD),
    Story(_EARLY_AUTUMN, slow=True, temporary=True),
    Story(_EARLY_AUTUMN, near_relative=True, county_visits=False),
    Story(_ANY, temporary=True),
    Story(_ANY, again=True),
    Story(_SPRING, slow=True),
    Story(_LATE, temporary=True, from_platform=True),
    Story(_ANY, favourable=False),
    Story(_ENTRUSTED, temporary=True, large=True),
    Story(_ANY),
)


def story_of(place: int, townships: int) -> Story:
    """The story of the household at a place in the order of seeding; townships take turns."""
    turn = place // townships + place % townships
    if turn < len(FIRST_STORIES):
        return FIRST_STORIES[turn]
    return LATER_STORIES[(turn - len(FIRST_STORIES)) % len(LATER_STORIES)]
