"""People who do not exist (虚构人员): names, identity numbers of no division, telephones that nobody has."""

from dataclasses import dataclass, field
from datetime import date

from faker import Faker

from casework.identity import check_digit
from seed.chance import Chance

_FIRST_DIVISION = 991000  # no division of GB/T 2260 begins with 99, so no number is anybody's
_ORDERS = 499


@dataclass(slots=True)
class People:
    """Makes people up; no identity number comes twice."""

    chance: Chance
    faker: Faker
    _serial: int = field(default=0)

    @classmethod
    def seeded(cls, seed: int, chance: Chance) -> "People":
        faker = Faker("zh_CN")
        faker.seed_instance(seed)
        return cls(chance, faker)

    def name(self, *, male: bool, surname: str | None = None) -> str:
        given = self.faker.first_name_male() if male else self.faker.first_name_female()
        return f"{surname or self.surname()}{given}"

    def surname(self) -> str:
        return str(self.faker.last_name())

    def identity_number(self, birth_day: date, *, male: bool) -> str:
        """A fresh number that holds (GB 11643) and whose first digits are no division's."""
        division, order = divmod(self._serial, _ORDERS)
        self._serial += 1
        first = f"{_FIRST_DIVISION + division}{birth_day:%Y%m%d}{order * 2 + male:03d}"
        return first + check_digit(first)

    def phone(self) -> str:
        """A number of mobile length that no network gives out: none begins with 10."""
        return f"100{self.chance.between(0, 99_999_999):08d}"

    def account(self) -> str:
        """An account of nineteen digits at no bank."""
        return f"99{self.chance.between(0, 10**17 - 1):017d}"

    def birth_day(self, on: date, youngest: int, oldest: int) -> date:
        """A birth day that makes somebody so many years old."""
        return date(on.year - self.chance.between(youngest, oldest), self.chance.between(1, 12), 1 + self._day())

    def _day(self) -> int:
        return self.chance.between(0, 27)
