"""One case walked from its filing on (案件办理), each step asked of the very rules that the acts ask."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework import application as rules
from casework.application import CaseFacts
from casework.income import income_band
from casework.matter import ENDED, Matter, State
from casework.notice import notice_period
from casework.office import Role
from casework.policy import RuleSet, Stage, rule_set_by_key
from documents.application import (
    ApplicationDocument,
    AssessmentPart,
    CountyVisitPart,
    HandlerPart,
    NoticePart,
    ObjectionPart,
    OpinionPart,
    SurveyPart,
)
from documents.household import HouseholdDocument
from resolvers.act import Act
from resolvers.application import facts_of
from resolvers.procedure import (
    answer_objection,
    draft_opinion,
    post_notice,
    record_assessment,
    record_county_visit,
    record_objection,
    record_survey,
)
from seed.office import Office
from seed.staff import named
from seed.story import Opposed, Story

_FINDINGS = (
    "入户查看，家庭人口、住房与申请书一致，无机动车，无商品房。",
    "邻里访问三户，均反映该家庭生活确有困难。",
    "家庭成员在家，收入以务农和零工为主，与申报基本一致。",
)
_PROPERTY = ("自住房一套，无其他财产", "承包地二亩，无机动车", "无商品房、无工商登记", "存款余额低于规定标准")
_OBJECTIONS = ("其子在县城有住房，请核实。", "该户有人在外务工，收入未如实申报。", "该户已购置机动车，请核查。")


class NotYet(Exception):
    """The next step falls on a day that has not come."""


@dataclass(slots=True)
class Walk:
    """A case on its way; `day` is that of its latest step."""

    office: Office
    household: HouseholdDocument
    case: ApplicationDocument
    story: Story
    day: date

    @property
    def facts(self) -> CaseFacts:
        return facts_of(self.case)

    @property
    def rule_set(self) -> RuleSet:
        return rule_set_by_key(self.case.rule_set or "")

    def on_notice(self) -> bool:
        """Walk the stages up to the decision; whether a decision is due, and not a step of the story to wait for.

        Raises `NotYet`.
        """
        while stage := rules.next_stage(self.rule_set, self.case.state):
            if self.case.state is self.story.stops:
                return False
            self._stage(stage)
            if stage is Stage.NOTICE and not self._opposed():
                return False
        return not self.case.near_relative or self._county_visit()

    def wait(self, least: int, most: int, *, until: date | None = None) -> date:
        """Go on to a working day, not before `until`. Raises `NotYet` when it has not come."""
        day = max(self.day, until or self.day)
        chance = self.office.chance
        self.day = chance.later(day, 0 if until and day == until else least, most)
        if self.day >= self.office.today:
            raise NotYet
        return self.day

    def keep(self, act: Act, by: HandlerPart) -> None:
        self.office.keep(self.case, act, by, self.office.chance.moment(self.day), self.day)

    def at_township(self, role: Role) -> HandlerPart:
        return self.office.staff.handler(role, self.case.township or "")

    def _stage(self, stage: Stage) -> None:
        steps = {
            Stage.SURVEY: self._survey,
            Stage.ASSESSMENT: self._assess,
            Stage.FIRST_NOTICE: self._post,
            Stage.OPINION: self._opine,
            Stage.NOTICE: self._post,
        }
        steps[stage]()

    def _survey(self) -> None:
        chance, visited = self.office.chance, self.wait(1, 3)
        day = self.wait(0, 2)
        holders = self.office.staff.holders(Role.TOWNSHIP_INVESTIGATOR, self.case.township or "")
        investigators = [named(each) for each in holders]
        by = chance.one_of(investigators)
        rules.check_survey(
            self.facts,
            [each.official_id for each in investigators],
            recorder=by.official_id,
            family_signed=True,
            visited_on=visited,
            today=day,
        )
        income = self._income()
        survey = SurveyPart(
            by=by,
            on=day.isoformat(),
            visited_on=visited.isoformat(),
            investigators=investigators,
            family_signed=True,
            monthly_income=income,
            income_band=income_band(income, self.case.member_count),
            property=chance.one_of(_PROPERTY),
            health=next((each.illness or each.disability for each in self.household.members), None),
            text=chance.one_of(_FINDINGS),
        )
        self.case.surveys, self.case.state = [*self.case.surveys, survey], State.SURVEYED
        self.keep(record_survey, by)

    def _income(self) -> Decimal:
        """What the family was found to earn in a month: above the standard where the story is to be refused."""
        heads, chance = self.case.member_count, self.office.chance
        standard = self.office.county.standards.get(self.case.matter, Decimal(800))
        tenths = chance.between(11, 18) if not self.story.favourable else chance.between(1, 7)
        return (standard * heads * tenths / 10).quantize(Decimal("0.01"))

    def _assess(self) -> None:
        chance, held = self.office.chance, self.wait(1, 4)
        by, attendees = self.at_township(Role.TOWNSHIP_REVIEWER), chance.between(9, 17)
        residents = attendees - chance.between(0, attendees // 3)
        in_favour = attendees - chance.between(0, 2) if self.story.favourable else chance.between(0, 4)
        rules.check_assessment(self.facts, attendees, residents, in_favour, held_on=held, today=held)
        assessment = AssessmentPart(
            by=by,
            on=held.isoformat(),
            held_on=held.isoformat(),
            attendees=attendees,
            residents=residents,
            in_favour=in_favour,
        )
        self.case.assessments, self.case.state = [*self.case.assessments, assessment], State.ASSESSED
        self.keep(record_assessment, by)

    def _post(self) -> None:
        day, by = self.wait(0, 2), self.at_township(Role.TOWNSHIP_REVIEWER)
        stage = rules.check_notice(self.facts, posted_on=day, today=day)
        period = notice_period(day, self.rule_set.notice_days, self.office.calendar)
        notice = NoticePart(
            by=by,
            on=day.isoformat(),
            notice_id=self._id("ntc"),
            posted_on=period.posted_on.isoformat(),
            last_day=period.last_day.isoformat(),
            earliest_decision_on=period.earliest_decision_on.isoformat(),
            place=f"{self.household.address_village}公示栏",
            phone=f"0831-1{self.office.chance.between(0, 999_999):06d}",
            first=stage is Stage.FIRST_NOTICE,
        )
        self.case.notices = [*self.case.notices, notice]
        self.case.state = State.ON_FIRST_NOTICE if notice.first else State.ON_NOTICE
        self.keep(post_notice, by)

    def _opine(self) -> None:
        day = self.wait(1, 3, until=self.facts.earliest_decision_on)
        by, favourable = self.at_township(Role.TOWNSHIP_REVIEWER), self.story.favourable
        amount = self._amount() if favourable else None
        rules.check_opinion(self.facts, favourable=favourable, amount=amount, today=day)
        text = "符合条件，建议给予救助。" if favourable else "家庭人均收入超过标准，建议不予确认。"
        opinion = OpinionPart(by=by, on=day.isoformat(), favourable=favourable, amount=amount, text=text)
        self.case.opinions, self.case.state = [*self.case.opinions, opinion], State.OPINION_DRAFTED
        self.keep(draft_opinion, by)

    def _amount(self) -> Decimal:
        """Temporary aid as asked for; dibao as the standard lacks, a month for the whole family."""
        if self.case.matter is Matter.TEMPORARY_ASSISTANCE:
            return self.case.requested_amount or Decimal("500.00")
        standard = self.office.county.standards[self.case.matter] * self.case.member_count
        return standard - self.case.surveys[-1].monthly_income

    def _opposed(self) -> bool:
        """Let somebody object once if the story wants it; whether the case may go on."""
        if self.story.opposed is Opposed.NOT or self.case.objections:
            return True
        self._object()
        if self.story.opposed is Opposed.UNANSWERED:
            return False
        self._answer(upheld=self.story.opposed is Opposed.UPHELD)
        return True

    def _object(self) -> None:
        day, by = self.wait(1, 3), self.at_township(Role.TOWNSHIP_WINDOW)
        rules.check_objection(self.facts)
        text = self.office.chance.one_of(_OBJECTIONS)
        objection = ObjectionPart(by=by, on=day.isoformat(), objection_id=self._id("obj"), text=text)
        self.case.objections = [*self.case.objections, objection]
        self.keep(record_objection, by)

    def _answer(self, *, upheld: bool) -> None:
        day, by = self.wait(1, 4), self.at_township(Role.TOWNSHIP_REVIEWER)
        open_one = self.case.objections[-1]
        rules.check_answer_objection(self.facts, open_one.open)
        answered = {
            "open": False,
            "upheld": upheld,
            "answer": "经再次核实，部分属实，重新提出初审意见。" if upheld else "经再次核实，反映情况不属实。",
            "answered_on": day.isoformat(),
            "answered_by": by,
        }
        self.case.objections = [open_one.model_copy(update=answered)]
        self.case.state = rules.state_after_answer(self.rule_set, self.case.state, upheld)
        self.keep(answer_objection, by)

    def _county_visit(self) -> bool:
        """The county's own visit to a family that is an official's kin; whether it took place."""
        if not self.story.county_visits or self.case.state in ENDED:
            return False
        day, by = self.wait(1, 3), self.office.at_county(Role.COUNTY_SUPERVISOR)
        rules.ready_to_record_county_visit(self.facts)
        text = "县民政局入户核查，家庭情况属实，未发现优亲厚友。"
        self.case.county_visit = CountyVisitPart(by=by, on=day.isoformat(), visited_on=day.isoformat(), text=text)
        self.keep(record_county_visit, by)
        return True

    def _id(self, kind: str) -> str:
        return self.office.chance.id(kind, self.office.chance.moment(self.day))
