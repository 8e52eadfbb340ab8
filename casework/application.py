"""The procedure of an application (办理程序): which act may follow which state, and what each must first find true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casework.assessment import check_after_acceptance, check_counts, check_quorum
from casework.day import not_after
from casework.matter import ENDED, STATE_LABELS, Matter, State
from casework.notice import NoticeBackdated, check_ended
from casework.objection import ObjectionNotOpen, check_opposed, check_unopposed
from casework.opinion import check_amount
from casework.pause import CorrectionsAwaited
from casework.policy import RULE_SETS, RuleSet, Stage, rule_set_for
from casework.refusal import Refusal
from casework.survey import check_investigators, check_signed, check_visited


class ApplicationAct(StrEnum):
    """What is done to a case (办理操作)."""

    ACCEPT = "ACCEPT"
    RECORD_SURVEY = "RECORD_SURVEY"
    RECORD_ASSESSMENT = "RECORD_ASSESSMENT"
    POST_FIRST_NOTICE = "POST_FIRST_NOTICE"
    DRAFT_OPINION = "DRAFT_OPINION"
    POST_NOTICE = "POST_NOTICE"
    RECORD_OBJECTION = "RECORD_OBJECTION"
    ANSWER_OBJECTION = "ANSWER_OBJECTION"
    RECORD_COUNTY_VISIT = "RECORD_COUNTY_VISIT"
    CONFIRM = "CONFIRM"
    REFUSE = "REFUSE"
    TRANSFER = "TRANSFER"
    REQUEST_CORRECTIONS = "REQUEST_CORRECTIONS"
    RECORD_CORRECTIONS = "RECORD_CORRECTIONS"
    EXTEND_DEADLINE = "EXTEND_DEADLINE"


APPLICATION_ACT_LABELS: dict[ApplicationAct, tuple[str, str]] = {
    ApplicationAct.ACCEPT: ("受理", "accept"),
    ApplicationAct.RECORD_SURVEY: ("登记入户调查", "record the survey"),
    ApplicationAct.RECORD_ASSESSMENT: ("登记民主评议", "record the assessment"),
    ApplicationAct.POST_FIRST_NOTICE: ("公示审核结果", "post the first notice"),
    ApplicationAct.DRAFT_OPINION: ("提出初审意见", "draft the opinion"),
    ApplicationAct.POST_NOTICE: ("公示", "post the notice"),
    ApplicationAct.RECORD_OBJECTION: ("登记异议", "record an objection"),
    ApplicationAct.ANSWER_OBJECTION: ("答复异议", "answer the objection"),
    ApplicationAct.RECORD_COUNTY_VISIT: ("登记县级入户调查", "record the county's visit"),
    ApplicationAct.CONFIRM: ("确认", "confirm"),
    ApplicationAct.REFUSE: ("不予确认", "refuse"),
    ApplicationAct.TRANSFER: ("移交", "transfer"),
    ApplicationAct.REQUEST_CORRECTIONS: ("要求补正", "ask for what is missing"),
    ApplicationAct.RECORD_CORRECTIONS: ("登记补正", "record what was brought"),
    ApplicationAct.EXTEND_DEADLINE: ("延长办理期限", "extend the deadline"),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules need to know of a case; `rule_set` is the key that it keeps from its acceptance.

    `open_complaints` counts those of the confirmation stage; `last_step_on` is the day the last step was recorded.
    """

    id: str
    matter: Matter
    state: State
    township: str
    filed_on: date
    accepted_on: date | None
    rule_set: str | None
    investigators: frozenset[str]
    near_relative: bool
    county_visit_done: bool
    opinion_amount: Decimal | None
    opinion_favourable: bool | None
    notice_last_day: date | None
    earliest_decision_on: date | None
    open_objections: int
    transferred_to: str | None
    open_complaints: int = 0
    last_step_on: date | None = None
    corrections_told_on: date | None = None
    corrections_awaited: bool = False
    extended: bool = False
    due_on: date | None = None
    objections: int = 0


_STAGES: dict[Stage, tuple[ApplicationAct, State]] = {
    Stage.SURVEY: (ApplicationAct.RECORD_SURVEY, State.SURVEYED),
    Stage.ASSESSMENT: (ApplicationAct.RECORD_ASSESSMENT, State.ASSESSED),
    Stage.FIRST_NOTICE: (ApplicationAct.POST_FIRST_NOTICE, State.ON_FIRST_NOTICE),
    Stage.OPINION: (ApplicationAct.DRAFT_OPINION, State.OPINION_DRAFTED),
    Stage.NOTICE: (ApplicationAct.POST_NOTICE, State.ON_NOTICE),
}
_NOTICES = {Stage.FIRST_NOTICE, Stage.NOTICE}
_CORRECTIONS = (ApplicationAct.REQUEST_CORRECTIONS, ApplicationAct.RECORD_CORRECTIONS)
_WHILE_PAUSED = {  # what others may do, or what ends the pause
    *_CORRECTIONS,
    ApplicationAct.RECORD_OBJECTION,
    ApplicationAct.ANSWER_OBJECTION,
    ApplicationAct.RECORD_COUNTY_VISIT,
    ApplicationAct.TRANSFER,
}


def state_after(stage: Stage) -> State:
    """Name the state in which a finished stage leaves the case (M57 art.15-19; M220 art.18-29)."""
    return _STAGES[stage][1]


def steps_of(rule_set: RuleSet) -> dict[ApplicationAct, frozenset[State]]:
    """List from which states each act may be done under a rule set (M57 art.15-21; M220 art.18-29)."""
    path = [State.ACCEPTED, *map(state_after, rule_set.stages)]
    first_notice = next(place for place, stage in enumerate(rule_set.stages) if stage in _NOTICES)
    noticed = frozenset(path[first_notice + 1 :])
    stages = {_STAGES[stage][0]: frozenset({before}) for stage, before in zip(rule_set.stages, path, strict=False)}
    return stages | {
        ApplicationAct.ACCEPT: frozenset({State.FILED}),
        ApplicationAct.RECORD_OBJECTION: noticed,
        ApplicationAct.ANSWER_OBJECTION: noticed,
        ApplicationAct.RECORD_COUNTY_VISIT: frozenset(path),
        ApplicationAct.CONFIRM: frozenset({path[-1]}),
        ApplicationAct.REFUSE: frozenset({path[-1]}),
        ApplicationAct.TRANSFER: frozenset(path),
        **dict.fromkeys((*_CORRECTIONS, ApplicationAct.EXTEND_DEADLINE), frozenset(path)),
    }


STEPS: Mapping[str | None, Mapping[ApplicationAct, frozenset[State]]] = {
    None: dict.fromkeys((ApplicationAct.ACCEPT, *_CORRECTIONS), frozenset({State.FILED})),  # nothing rules it yet
    **{rule_set.key: steps_of(rule_set) for rule_set in RULE_SETS},
}


class StepOutOfOrder(Refusal):
    """The act does not follow from where the case stands (M57 art.28: no enrolment without every step)."""

    zh = "案件当前为“{state_zh}”，不能{act_zh}"
    en = "The case stands at {state}; nobody may {act_en} from there"
    basis = "M220 art.26; M57 art.28"

    def __init__(self, *path: str, state: State, act: ApplicationAct) -> None:
        act_zh, act_en = APPLICATION_ACT_LABELS[act]
        super().__init__(*path, state=state, act=act, state_zh=STATE_LABELS[state][0], act_zh=act_zh, act_en=act_en)


class CaseFull(Refusal):
    """A case file holds so many steps of a kind: an endless one is another case (M57 art.22: it must be decided)."""

    zh = "案件中此类记录已达 {most} 项，不能再添加"
    en = "The case holds {most} steps of this kind already, and takes no further ones"
    basis = "M57 art.22"


def check_room(steps: int, most: int) -> None:
    """Refuse a further step of a kind of which the file is full (M57 art.22)."""
    if steps >= most:
        raise CaseFull(most=most)


def next_stage(rule_set: RuleSet, state: State) -> Stage | None:
    """Name the stage that the rules demand next; None before acceptance and once a decision is due (rules.md 0.1)."""
    before = [State.ACCEPTED, *map(state_after, rule_set.stages)]
    return dict(zip(before, rule_set.stages, strict=False)).get(state)


def state_after_answer(rule_set: RuleSet, state: State, upheld: bool) -> State:
    """Send a case whose objection was upheld back to where a new opinion is due (M57 art.19; M220 art.29)."""
    before_opinion = [State.ACCEPTED, *map(state_after, rule_set.stages)][rule_set.stages.index(Stage.OPINION)]
    return before_opinion if upheld and state not in ENDED else state


def check_step(case: CaseFacts, act: ApplicationAct) -> None:
    """Refuse an act that its state does not allow, or that waits for papers (M220 art.18-29; M57 art.10, 28)."""
    if case.state not in STEPS[case.rule_set].get(act, frozenset()):
        raise StepOutOfOrder(state=case.state, act=act)
    if case.corrections_awaited and act not in _WHILE_PAUSED:
        raise CorrectionsAwaited


def ready_to_accept(case: CaseFacts) -> None:
    """Ask whether the case still waits to be accepted (M57 art.10)."""
    check_step(case, ApplicationAct.ACCEPT)


def check_accept(case: CaseFacts, today: date) -> RuleSet:
    """Accept a case that was filed, and choose the rules of that day for good (M57 art.10, 42; rules.md 0.1)."""
    ready_to_accept(case)
    not_after(case.filed_on, today, "filedOn")
    return rule_set_for(case.matter, today)


def ready_to_survey(case: CaseFacts) -> None:
    """Ask whether the household survey is next (M220 art.18; M57 art.15)."""
    check_step(case, ApplicationAct.RECORD_SURVEY)


def check_survey(
    case: CaseFacts,
    investigators: Sequence[str],
    *,
    recorder: str,
    family_signed: bool,
    visited_on: date,
    today: date,
) -> None:
    """Refuse a survey by one official alone, unsigned or before the acceptance (M220 art.18; M57 art.15, 16)."""
    ready_to_survey(case)
    check_investigators(investigators, recorder)
    check_signed(family_signed)
    check_visited(visited_on, case.accepted_on or date.max, today)


def ready_to_assess(case: CaseFacts) -> None:
    """Ask whether the rules demand the village's assessment next (M220 art.21)."""
    check_step(case, ApplicationAct.RECORD_ASSESSMENT)


def check_assessment(
    case: CaseFacts, attendees: int, residents: int, in_favour: int, *, held_on: date, today: date
) -> None:
    """Refuse an assessment without its quorum (M220 art.21-23)."""
    ready_to_assess(case)
    check_counts(attendees, residents, in_favour)
    check_quorum(attendees, residents)
    not_after(held_on, today, "heldOn")
    check_after_acceptance(held_on, case.accepted_on, "heldOn")


def ready_to_draft_opinion(case: CaseFacts, today: date | None = None) -> None:
    """Ask whether the opinion is next and the first notice, if any, ended unopposed (M220 art.25, 26; M57 art.19).

    Without `today`, the end of the first notice is left to `check_opinion`.
    """
    check_step(case, ApplicationAct.DRAFT_OPINION)
    if today is not None and case.state is State.ON_FIRST_NOTICE:
        check_ended(case.earliest_decision_on, today)
    check_unopposed(case.open_objections)


def check_opinion(case: CaseFacts, *, favourable: bool, amount: Decimal | None, today: date) -> None:
    """Refuse a favourable opinion without an amount, and an unfavourable one with it (M220 art.26; M57 art.19, 21)."""
    ready_to_draft_opinion(case, today)
    check_amount(favourable, amount)


def ready_to_post_notice(case: CaseFacts, stage: Stage | None = None) -> Stage:
    """Ask whether a notice is next, and tell which (M220 art.25, 29; M57 art.19)."""
    first = case.state in STEPS[case.rule_set].get(ApplicationAct.POST_FIRST_NOTICE, frozenset())
    stage = stage or (Stage.FIRST_NOTICE if first else Stage.NOTICE)
    check_step(case, _STAGES[stage][0])
    check_unopposed(case.open_objections)
    return stage


def check_notice(case: CaseFacts, stage: Stage | None = None, *, posted_on: date, today: date) -> Stage:
    """Refuse a notice of a day to come, or before the step that it makes public (M220 art.25, 29; M57 art.19)."""
    stage = ready_to_post_notice(case, stage)
    not_after(posted_on, today, "postedOn")
    earliest = max(case.accepted_on or date.max, case.last_step_on or date.min)
    if posted_on < earliest:
        raise NoticeBackdated("postedOn", earliest=earliest.isoformat())
    return stage


def ready_to_record_objection(case: CaseFacts) -> None:
    """Ask whether the case is on notice, or after one and not decided (M220 art.29; M57 art.19)."""
    check_step(case, ApplicationAct.RECORD_OBJECTION)


def check_objection(case: CaseFacts) -> None:
    """Take an objection from anybody while the case is on notice or waits for its decision (M57 art.19)."""
    ready_to_record_objection(case)


def ready_to_answer_objection(case: CaseFacts) -> None:
    """Ask whether an objection waits for its answer (M57 art.19)."""
    check_step(case, ApplicationAct.ANSWER_OBJECTION)
    check_opposed(case.open_objections)


def check_answer_objection(case: CaseFacts, open: bool) -> None:
    """Refuse to answer an objection twice (M57 art.19)."""
    ready_to_answer_objection(case)
    if not open:
        raise ObjectionNotOpen("objectionId")


def ready_to_record_county_visit(case: CaseFacts) -> None:
    """Ask whether the county may still visit: after acceptance, before the decision (M220 art.26; M57 art.20)."""
    check_step(case, ApplicationAct.RECORD_COUNTY_VISIT)
