"""The mandates of the plan (委托书): drafted, signed by both parties and published before their first day."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.mandate import (
    MandateFacts,
    MandateState,
    Party,
    check_items,
    check_period,
    check_sign,
    ready_to_publish,
)
from casework.office import Role
from documents.application import HandlerPart
from documents.bulk import Bulk
from documents.mandate import (
    MandateClaimDocument,
    MandateDocument,
    MandateEventPart,
    MandateItemPart,
    MandateSignaturePart,
    claim_id,
)
from documents.number import mandate_series, numbered
from documents.transaction import Deed
from resolvers.act import Act
from resolvers.decision import mandate_facts
from resolvers.mandate import draft_mandate, publish_mandate, sign_mandate
from seed.chance import Chance
from seed.county import Area, County
from seed.staff import Staff


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A mandate beside what the rules need to know of it, once it was published."""

    document: MandateDocument
    facts: MandateFacts


@dataclass(slots=True)
class MandateDesk:
    """Makes the mandates of one county; `bulk` holds them until the last decision under them is fenced."""

    county: County
    staff: Staff
    chance: Chance
    bulk: Bulk
    numbers: dict[str, int]

    def entrust_all(self) -> dict[str, Entrusted]:
        """One mandate for each township, by its code."""
        in_order = sorted(self.county.townships, key=lambda each: (self.county.entrusted_from[each.code], each.code))
        return {township.code: self._entrust(township) for township in in_order}

    def _entrust(self, township: Area) -> Entrusted:
        days = self.county.mandate_days[self.county.entrusted_from[township.code]]
        approver = self.staff.handler(Role.COUNTY_APPROVER, self.county.county.code)
        leader = self.staff.handler(Role.TOWNSHIP_LEADER, township.code)
        mandate = self._draft(township, approver, days.drafted)
        self._sign(mandate, Party.BUREAU, approver, days.signed_by_bureau)
        self._sign(mandate, Party.TOWNSHIP, leader, days.signed_by_township)
        self._publish(mandate, approver, days.published)
        return Entrusted(mandate, mandate_facts(mandate))

    def _draft(self, township: Area, by: HandlerPart, on: date) -> MandateDocument:
        valid_from = self.county.entrusted_from[township.code]
        check_period(valid_from, None)
        check_items(self.county.entrusted)
        at = self.chance.moment(on)
        mandate = MandateDocument(
            id=self.chance.id("mdt", at),
            number=self._number(township.code, on),
            state=MandateState.DRAFTED,
            county=self.county.county.code,
            township=township.code,
            areas=[self.county.city.code, self.county.county.code, township.code],
            items=[MandateItemPart(matter=each.matter, cap=each.cap) for each in self.county.entrusted],
            valid_from=valid_from.isoformat(),
        )
        self._kept(mandate, draft_mandate, by, on, at)
        return mandate

    def _number(self, township: str, on: date) -> str:
        series = mandate_series(township, on.year)
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return numbered(series, self.numbers[series])

    def _sign(self, mandate: MandateDocument, party: Party, by: HandlerPart, on: date) -> None:
        mandate.state = check_sign(mandate_facts(mandate), party)
        mandate.signatures = [*mandate.signatures, MandateSignaturePart(party=party, by=by, on=on.isoformat())]
        self._kept(mandate, sign_mandate, by, on)

    def _publish(self, mandate: MandateDocument, by: HandlerPart, on: date) -> None:
        mandate.state = ready_to_publish(mandate_facts(mandate), [])
        for item in mandate.items:
            claim = claim_id(mandate.township or "", item.matter)
            self.bulk.add(MandateClaimDocument(id=claim, mandate_id=mandate.id))
        mandate.published_on, mandate.announced = on.isoformat(), True
        self._kept(mandate, publish_mandate, by, on)

    def _kept(self, mandate: MandateDocument, act: Act, by: HandlerPart, on: date, at: datetime | None = None) -> None:
        mandate.events = [*mandate.events, MandateEventPart(by=by, on=on.isoformat(), act=act.name)]
        self.bulk.keep(mandate, Deed(by.official_id, act.name, act.basis, on), at or self.chance.moment(on))
