"""Judges a stored case again from its journal, act by act, by the rules alone; knows nothing of how it was made."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from casework import application as rules
from casework import decision
from casework.application import CaseFacts
from casework.calendar import working_days_between
from casework.deadline import due_on
from casework.hardship import Claim, HardshipCause, check_cause, check_not_open
from casework.mandate import MandateFacts, MandateItem, MandateState
from casework.matter import Matter, State
from casework.notice import notice_period
from casework.office import Role
from casework.policy import Stage, rule_set_by_key
from casework.reason import RefusalReason
from documents.calendar import national_calendar

Row = dict[str, Any]
COUNTY_ROLES = {Role.COUNTY_APPROVER, Role.COUNTY_SUPERVISOR}


def day(text: str) -> date:
    return date.fromisoformat(text)


def yuan(value: Any) -> Decimal | None:
    return None if value is None else value.to_decimal()


def claim(case: Row) -> Claim:
    cause = HardshipCause(case["cause"]) if case["cause"] else None
    return Claim(Matter(case["matter"]), State(case["state"]), cause, day(case["causeOn"]) if case["causeOn"] else None)


def mandate_facts(row: Row) -> MandateFacts:
    parties = {each["party"] for each in row["signatures"]}
    return MandateFacts(
        id=row["_id"],
        township=row["township"],
        version=row["version"],
        state=MandateState(row["state"]),
        items=tuple(MandateItem(Matter(each["matter"]), yuan(each["cap"])) for each in row["items"]),
        valid_from=day(row["validFrom"]),
        valid_to=None,
        signed_by_bureau="BUREAU" in parties,
        signed_by_township="TOWNSHIP" in parties,
        published_on=day(row["publishedOn"]),
    )


@dataclass(slots=True)
class Replay:
    """One case on its second way through the rules; a `Refusal` leaves it when a step was illegal."""

    case: Row
    mandates: list[MandateFacts]
    roles: dict[str, Role]
    facts: CaseFacts
    _seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Row, mandates: list[MandateFacts], roles: dict[str, Role]) -> "Replay":
        facts = CaseFacts(
            id=case["_id"],
            matter=Matter(case["matter"]),
            state=State.FILED,
            township=case["township"],
            filed_on=day(case["filedOn"]),
            accepted_on=None,
            rule_set=None,
            investigators=frozenset(),
            near_relative=case["nearRelative"],
            county_visit_done=False,
            opinion_amount=None,
            opinion_favourable=None,
            notice_last_day=None,
            earliest_decision_on=None,
            open_objections=0,
            transferred_to=None,
        )
        return cls(case, [each for each in mandates if each.township == case["township"]], roles, facts)

    def walk(self, entries: list[Row]) -> State:
        """Every act of the journal in its order; the state that it leads to."""
        acts: dict[str, Callable[[Row], None]] = {
            "fileApplication": self._file,
            "syncApplications": self._file,
            "acceptApplication": self._accept,
            "recordSurvey": self._survey,
            "recordAssessment": self._assess,
            "postNotice": self._post,
            "draftOpinion": self._opine,
            "recordObjection": self._object,
            "answerObjection": self._answer,
            "recordCountyVisit": self._visit,
            "transferApplication": self._transfer,
            "confirmApplication": self._confirm,
            "refuseApplication": self._refuse,
        }
        for entry in entries:
            acts[entry["act"]](entry)
        return self.facts.state

    def _next(self, name: str, entry: Row) -> Row:
        """The part that the entry's act added; the journal names its official and its day."""
        place = self._seen.get(name, 0)
        self._seen[name] = place + 1
        part: Row = self.case[name][place]
        assert (part["by"]["officialId"], part["on"]) == (entry["officialId"], entry["caseDay"])
        return part

    def _become(self, **changes: Any) -> None:
        self.facts = replace(self.facts, **changes)

    def _file(self, entry: Row) -> None:
        assert entry["caseDay"] == self.case["filedOn"]
        mine = claim(self.case)
        check_cause(mine.matter, mine.cause, mine.cause_on)

    def _accept(self, entry: Row) -> None:
        on = day(entry["caseDay"])
        rule_set = rules.check_accept(self.facts, on)
        due = due_on(rule_set, on, national_calendar())
        assert (self.case["ruleSet"], self.case["dueOn"], self.case["dueState"]) == (rule_set.key, str(due.on), "DATED")
        assert self.case["acceptedOn"] == entry["caseDay"]
        self._become(state=State.ACCEPTED, accepted_on=on, rule_set=rule_set.key)

    def _survey(self, entry: Row) -> None:
        survey = self._next("surveys", entry)
        investigators = [each["officialId"] for each in survey["investigators"]]
        rules.check_survey(
            self.facts,
            investigators,
            recorder=entry["officialId"],
            family_signed=survey["familySigned"],
            visited_on=day(survey["visitedOn"]),
            today=day(entry["caseDay"]),
        )
        assert {self.roles[each] for each in investigators} == {Role.TOWNSHIP_INVESTIGATOR}
        self._become(state=State.SURVEYED, investigators=frozenset(investigators))

    def _assess(self, entry: Row) -> None:
        held = self._next("assessments", entry)
        rules.check_assessment(
            self.facts,
            held["attendees"],
            held["residents"],
            held["inFavour"],
            held_on=day(held["heldOn"]),
            today=day(entry["caseDay"]),
        )
        self._become(state=State.ASSESSED)

    def _post(self, entry: Row) -> None:
        notice, on = self._next("notices", entry), day(entry["caseDay"])
        stage = rules.check_notice(self.facts, posted_on=on, today=on)
        period = notice_period(on, rule_set_by_key(self.case["ruleSet"]).notice_days, national_calendar())
        said = (notice["lastDay"], notice["earliestDecisionOn"], notice["first"])
        assert said == (str(period.last_day), str(period.earliest_decision_on), stage is Stage.FIRST_NOTICE)
        self._become(
            state=rules.state_after(stage),
            notice_last_day=period.last_day,
            earliest_decision_on=period.earliest_decision_on,
        )

    def _opine(self, entry: Row) -> None:
        opinion = self._next("opinions", entry)
        amount, favourable = yuan(opinion["amount"]), opinion["favourable"]
        rules.check_opinion(self.facts, favourable=favourable, amount=amount, today=day(entry["caseDay"]))
        self._become(state=State.OPINION_DRAFTED, opinion_amount=amount, opinion_favourable=favourable)

    def _object(self, entry: Row) -> None:
        self._next("objections", entry)
        rules.check_objection(self.facts)
        self._become(open_objections=1)

    def _answer(self, entry: Row) -> None:
        objection = self.case["objections"][self._seen["objections"] - 1]
        rules.check_answer_objection(self.facts, open=True)
        assert (objection["answeredOn"], objection["open"]) == (entry["caseDay"], False)
        rule_set = rule_set_by_key(self.case["ruleSet"])
        after = rules.state_after_answer(rule_set, self.facts.state, objection["upheld"])
        self._become(open_objections=0, state=after)

    def _visit(self, entry: Row) -> None:
        rules.ready_to_record_county_visit(self.facts)
        assert self.case["countyVisit"]["on"] == entry["caseDay"]
        self._become(county_visit_done=True)

    def _transfer(self, entry: Row) -> None:
        mandate = next(each for each in self.mandates if each.id == self.case["transfer"]["mandateId"])
        decision.check_transfer(self.facts, mandate, day(entry["caseDay"]))
        self._become(transferred_to=mandate.id)

    def _deciding(self, entry: Row) -> dict[str, Any]:
        return {
            "decider": entry["officialId"],
            "decider_is_county": self.roles[entry["officialId"]] in COUNTY_ROLES,
            "mandates": self.mandates,
            "day": day(entry["caseDay"]),
        }

    def _confirm(self, entry: Row) -> None:
        mandate = decision.check_confirm(self.facts, **self._deciding(entry))
        self._decided(entry, mandate)
        assert yuan(self.case["decision"]["amount"]) == self.facts.opinion_amount
        self._become(state=State.CONFIRMED)

    def _refuse(self, entry: Row) -> None:
        said = self.case["decision"]
        reason = RefusalReason(said["reason"])
        mandate = decision.check_refuse(self.facts, **self._deciding(entry), reason=reason, explanation=said["text"])
        self._decided(entry, mandate)
        self._become(state=State.REFUSED)

    def _decided(self, entry: Row, mandate: MandateFacts | None) -> None:
        said = self.case["decision"]
        assert said["mandateId"] == (mandate.id if mandate else None)
        assert said["decidingOrgan"] == ("珙县民政局（委托）" if mandate else "珙县民政局")
        assert said["on"] == self.case["decidedOn"] == entry["caseDay"]
        assert said["late"] == (entry["caseDay"] > self.case["dueOn"]) == bool(said["lateReason"])
        accepted = day(self.case["acceptedOn"])
        assert said["workingDays"] == working_days_between(national_calendar(), accepted, day(entry["caseDay"]))


def check_claims(cases: list[Row]) -> None:
    """No family asks twice for the same; `cases` are one family's in the order of filing."""
    for place, case in enumerate(cases):
        check_not_open(replace(claim(case), state=State.FILED), [claim(each) for each in cases[:place]])
