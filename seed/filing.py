"""How a case of the demonstration begins (申请与受理): filed for a family, and accepted under the rules of that day."""

from datetime import date, timedelta
from decimal import Decimal

from casework import application as rules
from casework.deadline import due_on
from casework.hardship import HardshipCause, check_cause, check_not_open
from casework.household import HouseholdKind
from casework.matter import Matter, State
from casework.office import Role
from documents.application import ApplicationDocument, HandlerPart
from documents.household import ExternalReferencePart, HouseholdDocument
from documents.number import case_series, numbered
from documents.transaction import Deed
from resolvers.act import Act
from resolvers.application import accept_application, claim_of, day_of, facts_of, file_application
from resolvers.application_sync import sync_applications
from seed.office import Office
from seed.story import Story

_DIBAO_STATEMENTS = (
    "年老无劳动能力，无固定收入，家庭生活困难。",
    "户主患病长期服药，医疗支出大，家庭收入不足以维持基本生活。",
    "家庭成员残疾，需人照料，无法外出务工。",
    "子女尚在读书，家庭仅靠种地收入，生活困难。",
    "丧偶，独自抚养未成年子女，收入不稳定。",
)
_CAUSES = {
    HardshipCause.FIRE: "住房失火，生活物资烧毁。",
    HardshipCause.TRAFFIC_ACCIDENT: "家庭主要劳动力遭遇交通事故，暂无赔付。",
    HardshipCause.OTHER_ACCIDENT: "务工时意外受伤，暂时失去收入。",
    HardshipCause.SERIOUS_ILLNESS: "突发重大疾病住院，自付费用超出家庭承受能力。",
    HardshipCause.EDUCATION_COST: "子女考入大学，学费支出突增。",
    HardshipCause.MEDICAL_COST: "连续住院治疗，医疗支出突增。",
}
_KIN_NOTE = "申请人系村（社区）干部的近亲属，已单独登记备案。"


def filed(
    office: Office, household: HouseholdDocument, story: Story, day: date, earlier: list[ApplicationDocument]
) -> ApplicationDocument:
    """A family's case, filed on a day by the window, by the village on its behalf, or by the city's platform."""
    case = _drafted(office, household, story, day)
    check_cause(case.matter, case.cause, day_of(case.cause_on))
    check_not_open(claim_of(case), [claim_of(each) for each in earlier])
    series = case_series(case.handling_area, day.year, case.matter)
    case.number = numbered(series, office.number(series))
    office.bulk.fence(household)
    at = office.chance.moment(day)
    office.bulk.keep(case, Deed(case.filed_by.official_id, *deed_of(story, file_application), day), at)
    return case


def deed_of(story: Story, act: Act) -> tuple[str, str]:
    """Under which name and on which basis a story begins: by an official's own act, or by the platform's."""
    begins = sync_applications if story.from_platform else act
    return begins.name, begins.basis


def _drafted(office: Office, household: HouseholdDocument, story: Story, day: date) -> ApplicationDocument:
    chance = office.chance
    by = _filer(office, household, story)
    case = ApplicationDocument(
        id=chance.id("app", chance.moment(day)),
        number="",
        matter=_matter(household, story),
        state=State.FILED,
        county=household.county,
        township=household.township,
        village=household.village,
        areas=household.areas,
        household_id=household.id,
        household_version_id=household.version_id,
        applicant_name=household.head_name,
        member_count=len(household.members),
        handling_area=household.township or household.county,
        statement=chance.one_of(_DIBAO_STATEMENTS),
        near_relative=story.near_relative,
        near_relative_note=_KIN_NOTE if story.near_relative else None,
        filed_on=day.isoformat(),
        filed_by=by,
        synthetic=True,
    )
    if story.from_platform:
        case.external_reference = ExternalReferencePart(system=by.official_id, reference=office.reference("A"))
    if story.temporary:
        _with_cause(office, case, story, day)
    return case


def _matter(household: HouseholdDocument, story: Story) -> Matter:
    if story.temporary:
        return Matter.TEMPORARY_ASSISTANCE
    return Matter.URBAN_DIBAO if household.kind is HouseholdKind.URBAN else Matter.RURAL_DIBAO


def _filer(office: Office, household: HouseholdDocument, story: Story) -> HandlerPart:
    if story.from_platform:
        return office.staff.handler(Role.CITY_PLATFORM, office.county.city.code)
    if office.chance.happens(0.2):
        return office.staff.handler(Role.VILLAGE_ASSISTANT, household.village or "")
    return office.staff.handler(Role.TOWNSHIP_WINDOW, household.township or "")


def _with_cause(office: Office, case: ApplicationDocument, story: Story, day: date) -> None:
    case.cause = office.chance.one_of(list(_CAUSES))
    case.cause_on = (day - timedelta(days=office.chance.between(1, 25))).isoformat()
    case.statement = _CAUSES[case.cause]
    case.requested_amount = requested(office, story)


def requested(office: Office, story: Story) -> Decimal:
    """What is asked for in yuan; the cap of the mandates is 3,000.00, and above it the county decides."""
    if story.exactly_at_cap:
        return Decimal("3000.00")
    least, most = (31, 90) if story.large else (6, 29)
    return Decimal(office.chance.between(least, most) * 100).quantize(Decimal("0.01"))


def accepted(office: Office, case: ApplicationDocument, day: date) -> None:
    """Accept the case under the rules of the day; its clock starts."""
    by = office.staff.handler(Role.TOWNSHIP_WINDOW, case.township or "")
    rule_set = rules.check_accept(facts_of(case), day)
    due = due_on(rule_set, day, office.calendar)
    case.state, case.rule_set = State.ACCEPTED, rule_set.key
    case.accepted_on, case.accepted_by = day.isoformat(), by
    case.due_on, case.due_state = due.on.isoformat() if due.on else None, due.state
    office.keep(case, accept_application, by, office.chance.moment(day), day)
