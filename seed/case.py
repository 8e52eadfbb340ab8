"""A family of the demonstration with its cases (一户案件): registered, filed, and walked as far as today allows."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.matter import State
from documents.application import ApplicationDocument
from documents.household import HouseholdDocument
from seed.area import Village
from seed.decision import decided
from seed.filing import accepted, filed
from seed.household import Registrar
from seed.office import Office
from seed.story import Story
from seed.walk import NotYet, Walk

_AGAIN = Story((date.min, date.max), temporary=True)
_BETWEEN_CASES = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Cases:
    """Makes families and walks their cases."""

    office: Office
    registrar: Registrar

    async def told(self, story: Story, village: Village) -> list[ApplicationDocument]:
        """One story in one village: its case, and a later one where the family asks again."""
        day = self.office.chance.working_day(*story.filed)
        household = await self.registrar.registered(village, day, story)
        walk = self._walked(household, story, day, [])
        again = walk.day + _BETWEEN_CASES
        if not story.again or again + _BETWEEN_CASES > self.office.today:
            return [walk.case]
        later = self.office.chance.working_day(again, self.office.today - _BETWEEN_CASES)
        return [walk.case, self._walked(household, _AGAIN, later, [walk.case]).case]

    def _walked(
        self, household: HouseholdDocument, story: Story, day: date, earlier: list[ApplicationDocument]
    ) -> Walk:
        case = filed(self.office, household, story, day, earlier)
        walk = Walk(self.office, household, case, story, day)
        try:
            if story.stops is not State.FILED:
                accepted(self.office, case, walk.wait(0, 3))
                if walk.on_notice():
                    decided(walk, earlier)
        except NotYet:
            pass  # the case stays where it is today
        return walk
