"""The calendar, cases and mandates that the tests of casework begin from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from chinese_calendar import constants

from casework.application import CaseFacts
from casework.calendar import Calendar
from casework.mandate import MandateFacts, MandateItem, MandateState
from casework.matter import Matter, State

YEARS = range(2020, 2027)
CALENDAR = Calendar(
    off=frozenset(day for day in constants.holidays if day.year in YEARS),
    made_up=frozenset(day for day in constants.workdays if day.year in YEARS),
    years=frozenset(YEARS),
)

CASE = CaseFacts(
    id="app_1",
    matter=Matter.RURAL_DIBAO,
    state=State.ON_NOTICE,
    township="511526101",
    filed_on=date(2020, 9, 1),
    accepted_on=date(2020, 9, 2),
    rule_set="dibao-2020",
    investigators=frozenset({"off_1", "off_2"}),
    near_relative=False,
    county_visit_done=False,
    opinion_amount=Decimal("620.00"),
    opinion_favourable=True,
    notice_last_day=date(2020, 10, 9),
    earliest_decision_on=date(2020, 10, 10),
    open_objections=0,
    transferred_to=None,
)

MANDATE = MandateFacts(
    id="mdt_1",
    township="511526101",
    version=1,
    state=MandateState.PUBLISHED,
    items=(
        MandateItem(Matter.URBAN_DIBAO, None),
        MandateItem(Matter.RURAL_DIBAO, None),
        MandateItem(Matter.TEMPORARY_ASSISTANCE, Decimal("3000.00")),
    ),
    valid_from=date(2020, 5, 1),
    valid_to=None,
    signed_by_bureau=True,
    signed_by_township=True,
    published_on=date(2020, 4, 28),
)


def case(**changes: Any) -> CaseFacts:
    return replace(CASE, **changes)


def mandate(**changes: Any) -> MandateFacts:
    return replace(MANDATE, **changes)
