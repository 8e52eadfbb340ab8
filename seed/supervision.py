"""Records of supervision (监督): spot checks on decided cases and a look at a township, in every state."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.office import Role
from casework.supervision import (
    FindingOutcome,
    SupervisionKind,
    SupervisionState,
    check_close,
    check_order,
    ready_to_answer_rectification,
    ready_to_record_finding,
)
from documents.application import ApplicationDocument, HandlerPart
from documents.supervision import FindingPart, RectificationPart, SupervisionDocument
from resolvers.act import Act
from resolvers.supervision import (
    answer_rectification,
    close_supervision,
    open_supervision,
    order_rectification,
    record_finding,
    supervision_facts,
)
from seed.office import Office

_DAYS = tuple(date(2020, 11, day) for day in (3, 5, 9, 12, 17))
_FINDINGS = (
    ("公示照片未附公示日期。", "M57 art.19"),
    ("入户调查表中收入栏填写不完整。", "M57 art.16"),
    ("案卷缺少家庭经济状况核对授权书。", "G649 art.58"),
)


@dataclass(frozen=True, slots=True)
class Course:
    """How far one record comes: through the first so many of open, find, order, answer, close."""

    steps: int
    finds: bool = True


COURSES = (Course(1), Course(2), Course(3), Course(4), Course(5), Course(2, finds=False))


@dataclass(slots=True)
class Supervisor:
    """Opens records and takes them as far as their course goes."""

    office: Office

    def check_all(self, cases: list[ApplicationDocument]) -> list[SupervisionDocument]:
        """A spot check of each course on one case after the other, and an evaluation of the first case's township."""
        checked = [self._spot_check(case, course) for case, course in zip(cases, COURSES * 3, strict=False)]
        if cases:
            evaluation = self._opened(cases[0], SupervisionKind.EVALUATION, str(cases[0].township), "试点工作综合评估")
            checked.append(evaluation)
        return checked

    def _spot_check(self, case: ApplicationDocument, course: Course) -> SupervisionDocument:
        record = self._opened(case, SupervisionKind.SPOT_CHECK, case.id, "备案对象随机抽查")
        if not course.finds:
            self._close(record, FindingOutcome.UPHELD, "程序、材料齐全，未发现问题。", _DAYS[1])
            return record
        steps = (self._find, self._order, self._answer, self._close_rectified)
        for step, day in zip(steps[: course.steps - 1], _DAYS[1:], strict=False):
            step(record, day)
        return record

    def _opened(
        self, case: ApplicationDocument, kind: SupervisionKind, subject: str, purpose: str
    ) -> SupervisionDocument:
        at = self.office.chance.moment(_DAYS[0])
        record = SupervisionDocument(
            id=self.office.chance.id("sup", at),
            kind=kind,
            state=SupervisionState.OPENED,
            subject=subject,
            purpose=purpose,
            county=case.county,
            township=case.township,
            village=case.village if kind is SupervisionKind.SPOT_CHECK else None,
            areas=case.areas
            if kind is SupervisionKind.SPOT_CHECK
            else [each for each in case.areas if each != case.village],
            opened_on=_DAYS[0].isoformat(),
            opened_by=self._supervisor,
        )
        self._keep(record, open_supervision, self._supervisor, _DAYS[0])
        return record

    @property
    def _supervisor(self) -> HandlerPart:
        return self.office.at_county(Role.COUNTY_SUPERVISOR)

    def _find(self, record: SupervisionDocument, day: date) -> None:
        after = ready_to_record_finding(supervision_facts(record))
        text, clause = self.office.chance.one_of(_FINDINGS)
        finding = FindingPart(
            by=self._supervisor,
            on=day.isoformat(),
            finding_id=self.office.chance.id("fnd", self.office.chance.moment(day)),
            text=text,
            clause=clause,
        )
        record.findings, record.state = [*record.findings, finding], after
        self._keep(record, record_finding, self._supervisor, day)

    def _order(self, record: SupervisionDocument, day: date) -> None:
        due = day + timedelta(days=14)
        record.state = check_order(supervision_facts(record), due, day)
        order = "请补充完善案卷，并书面报送整改情况。"
        ordered = RectificationPart(by=self._supervisor, on=day.isoformat(), order=order, due_on=due.isoformat())
        record.rectifications = [*record.rectifications, ordered]
        record.due_on, record.disclosed = due.isoformat(), True
        self._keep(record, order_rectification, self._supervisor, day)

    def _answer(self, record: SupervisionDocument, day: date) -> None:
        after = ready_to_answer_rectification(supervision_facts(record))
        by = self.office.staff.handler(Role.TOWNSHIP_LEADER, record.township or "")
        answered = {"answer": "已补充完善，详见案卷。", "answered_on": day.isoformat(), "answered_by": by}
        *earlier, waiting = record.rectifications
        record.rectifications = [*earlier, waiting.model_copy(update=answered)]
        record.state, record.due_on = after, None
        self._keep(record, answer_rectification, by, day)

    def _close_rectified(self, record: SupervisionDocument, day: date) -> None:
        self._close(record, FindingOutcome.CORRECT, "整改到位。", day)

    def _close(self, record: SupervisionDocument, outcome: FindingOutcome, closing: str, day: date) -> None:
        record.state = check_close(supervision_facts(record), outcome)
        record.outcome, record.closing = outcome, closing
        record.closed_on, record.closed_by = day.isoformat(), self._supervisor
        self._keep(record, close_supervision, self._supervisor, day)

    def _keep(self, record: SupervisionDocument, act: Act, by: HandlerPart, day: date) -> None:
        self.office.keep(record, act, by, self.office.chance.moment(day), day)
