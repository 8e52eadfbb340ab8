"""The rule sets by which cases are handled (程序规定): dated data, chosen by the day of acceptance."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.matter import Matter
from casework.refusal import Refusal


class Stage(StrEnum):
    """A step that a rule set may demand between acceptance and decision (环节)."""

    SURVEY = "SURVEY"
    ASSESSMENT = "ASSESSMENT"
    FIRST_NOTICE = "FIRST_NOTICE"
    OPINION = "OPINION"
    NOTICE = "NOTICE"


class Unit(StrEnum):
    """What a time limit is counted in (期限单位)."""

    WORKING_DAYS = "WORKING_DAYS"
    DAYS = "DAYS"


STAGE_LABELS: dict[Stage, tuple[str, str]] = {
    Stage.SURVEY: ("入户调查", "Household survey"),
    Stage.ASSESSMENT: ("民主评议", "Democratic assessment"),
    Stage.FIRST_NOTICE: ("审核结果公示", "First notice"),
    Stage.OPINION: ("初审意见", "Opinion"),
    Stage.NOTICE: ("公示", "Notice"),
}
UNIT_LABELS: dict[Unit, tuple[str, str]] = {
    Unit.WORKING_DAYS: ("工作日", "Working days"),
    Unit.DAYS: ("天", "Days"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one step may take."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The stages and the time that cases of some matters get if accepted between two days, both included.

    Where `total_working_days` is None, the time is the sum of `limits`: one for each stage and one for the decision.
    """

    key: str
    label_zh: str
    label_en: str
    matters: frozenset[Matter]
    accepted_from: date
    accepted_to: date | None
    stages: tuple[Stage, ...]
    total_working_days: int | None
    extended_working_days: int | None
    limits: tuple[Limit, ...]
    notice_days: int
    source: str
    verified: bool

    def rules(self, matter: Matter, accepted_on: date) -> bool:
        """Whether a case of the matter, accepted on the day, goes by these rules (rules.md 0.1)."""
        begun = self.accepted_from <= accepted_on
        return matter in self.matters and begun and (self.accepted_to is None or accepted_on <= self.accepted_to)


class NoRuleSet(Refusal):
    """Nothing rules the acceptance day: the entrustment began on 2020-05-01 (SEED part three)."""

    zh = "{accepted_on} 受理的此类事项没有适用的程序规定"
    en = "No rule set applies to this matter when accepted on {accepted_on}"
    basis = "SEED part three"


_DIBAO = frozenset({Matter.URBAN_DIBAO, Matter.RURAL_DIBAO})
_SHORT_PATH = (Stage.SURVEY, Stage.OPINION, Stage.NOTICE)
_SURVEY, _ASSESSMENT, _OPINION, _DECISION = (Limit(count, Unit.WORKING_DAYS) for count in (10, 5, 5, 3))
_WEEK = Limit(7, Unit.DAYS)

RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        key="dibao-2012",
        label_zh="低保审核审批办法（试行）与四川省工作规程",
        label_en="Dibao, trial measures of 2012 with Sichuan's procedure",
        matters=_DIBAO,
        accepted_from=date(2020, 5, 1),
        accepted_to=date(2020, 8, 24),
        stages=(Stage.SURVEY, Stage.ASSESSMENT, Stage.FIRST_NOTICE, Stage.OPINION, Stage.NOTICE),
        total_working_days=None,
        extended_working_days=None,
        limits=(_SURVEY, _ASSESSMENT, _WEEK, _OPINION, _WEEK, _DECISION),
        notice_days=7,
        source="民发〔2012〕220号第18、21、25、26、29条；川民发〔2017〕155号",
        verified=True,
    ),
    RuleSet(
        key="dibao-2020",
        label_zh="低保审核审批办法（试行），不再逐案民主评议",
        label_en="Dibao, trial measures of 2012 without the assessment of undisputed cases",
        matters=_DIBAO,
        accepted_from=date(2020, 8, 25),
        accepted_to=date(2021, 6, 30),
        stages=(Stage.SURVEY, Stage.FIRST_NOTICE, Stage.OPINION, Stage.NOTICE),
        total_working_days=None,
        extended_working_days=None,
        limits=(_SURVEY, _WEEK, _OPINION, _WEEK, _DECISION),
        notice_days=7,
        source="民发〔2012〕220号；中办发〔2020〕18号（2020-08-25 之日未核实）",
        verified=False,
    ),
    RuleSet(
        key="dibao-2021",
        label_zh="低保审核确认办法",
        label_en="Dibao, measures of 2021",
        matters=_DIBAO,
        accepted_from=date(2021, 7, 1),
        accepted_to=date(2022, 10, 19),
        stages=_SHORT_PATH,
        total_working_days=30,
        extended_working_days=45,
        limits=(),
        notice_days=7,
        source="民发〔2021〕57号第15、19、22条",
        verified=True,
    ),
    RuleSet(
        key="dibao-2022",
        label_zh="低保审核确认办法，下放乡镇的 20 个工作日",
        label_en="Dibao, measures of 2021 within the 20 working days of entrusted townships",
        matters=_DIBAO,
        accepted_from=date(2022, 10, 20),
        accepted_to=None,
        stages=_SHORT_PATH,
        total_working_days=20,
        extended_working_days=45,
        limits=(),
        notice_days=7,
        source="民发〔2021〕57号第15、19条；民发〔2022〕83号第四部分第1项",
        verified=True,
    ),
    RuleSet(
        key="temporary-2018",
        label_zh="支出型临时救助",
        label_en="Temporary assistance, expenditure type",
        matters=frozenset({Matter.TEMPORARY_ASSISTANCE}),
        accepted_from=date(2020, 5, 1),
        accepted_to=None,
        stages=_SHORT_PATH,
        total_working_days=20,
        extended_working_days=None,
        limits=(),
        notice_days=7,
        source="国务院令第649号第48条；民发〔2018〕23号（期限为默认值，宜宾规定未核实）",
        verified=False,
    ),
)


def rule_set_for(matter: Matter, accepted_on: date) -> RuleSet:
    """Choose the rules by the day of acceptance; later rules never re-date a case (rules.md 0.1; M57 art.42)."""
    for rule_set in RULE_SETS:
        if rule_set.rules(matter, accepted_on):
            return rule_set
    raise NoRuleSet(accepted_on=accepted_on.isoformat())


def rule_set_by_key(key: str) -> RuleSet:
    """Find the rules that a case keeps from its acceptance (rules.md 0.1)."""
    return _BY_KEY[key]


_BY_KEY = {rule_set.key: rule_set for rule_set in RULE_SETS}
