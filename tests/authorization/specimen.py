"""A family and a case with every field filled, so that every cell of the matrix has something to show or hide."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from casework.deadline import DueState
from casework.hardship import HardshipCause
from casework.household import HouseholdKind, Relation
from casework.identity import Sex
from casework.mandate import MandateState, Party
from casework.matter import Matter, State
from casework.office import Role, default_organ
from casework.reason import RefusalReason
from casework.supervision import FindingOutcome, SupervisionKind, SupervisionState
from documents.application import (
    ApplicationDocument,
    AssessmentPart,
    CountyVisitPart,
    DecisionPart,
    HandlerPart,
    NoticePart,
    ObjectionPart,
    OpinionPart,
    ProposedChangePart,
    SurveyPart,
    TransferPart,
)
from documents.database import Database
from documents.household import ExternalReferencePart, HouseholdDocument, MemberPart
from documents.mandate import MandateDocument, MandateEventPart, MandateItemPart, MandateSignaturePart
from documents.record import new_id
from documents.supervision import FindingPart, RectificationPart, SupervisionDocument
from tests.api import CITY, COUNTY, VILLAGES, XUNCHANG, Api

DAY = "2020-06-01"
BY_ASSIGNMENT = (Role.LETTERS_OFFICE, Role.EDUCATION, Role.BANK, Role.ANSWERING_DEPARTMENT)
HANDLER = HandlerPart(official_id="off_handler", name="经办甲")
STEP: dict[str, Any] = {"by": HANDLER, "on": DAY}


def _place(api: Api) -> dict[str, Any]:
    """Where the specimen lies, with whom it is shared, and that the platform brought it."""
    platform = api.person(Role.CITY_PLATFORM).id
    return {
        "county": COUNTY,
        "township": XUNCHANG,
        "village": VILLAGES[XUNCHANG],
        "areas": [CITY, COUNTY, XUNCHANG, VILLAGES[XUNCHANG]],
        "shared_with": sorted({default_organ(role).value for role in BY_ASSIGNMENT}),
        "external_reference": ExternalReferencePart(system=platform, reference=new_id("ref")),
    }


async def household(api: Api, database: Database) -> HouseholdDocument:
    """A household of one member about whom everything is known."""
    sealed = await database.seals.identity("990000195003040027")
    member = MemberPart(
        member_id="mem_specimen",
        name="欧阳标本",
        relation=Relation.SELF,
        birth_day="1950-03-04",
        birth_year=1950,
        sex=Sex.FEMALE,
        identity_sealed=sealed,
        identity_mask="9****************7",
        phone="13800001234",
        has_health_condition=True,
        disability="肢体二级",
        illness="尿毒症",
        monthly_income=Decimal("280.50"),
        income_band="UP_TO_300",
        full_time_student=False,
    )
    made = HouseholdDocument(
        id=new_id("hh"),
        **_place(api),
        head_name="欧阳标本",
        kind=HouseholdKind.RURAL,
        address="珙县巡场镇测试村三组12号",
        address_village="珙县巡场镇测试村",
        phone="13800005678",
        members=[member],
        bank_account_sealed=sealed,
        bank_account_mask="**********45",
        property_note="土坯房三间",
        version_id=new_id("hhv"),
        registered_on=DAY,
        synthetic=True,
    )
    await made.insert()
    return made


async def application(api: Api, family: HouseholdDocument) -> ApplicationDocument:
    """A case of that household with every step and every answer."""
    made = ApplicationDocument(
        id=new_id("app"),
        **_place(api),
        number=new_id("number"),
        matter=Matter.TEMPORARY_ASSISTANCE,
        state=State.REFUSED,
        household_id=family.id,
        household_version_id=family.version_id,
        applicant_name="欧阳标本",
        member_count=1,
        handling_area=XUNCHANG,
        statement="因病致困的陈述",
        cause=HardshipCause.SERIOUS_ILLNESS,
        cause_on="2020-05-20",
        requested_amount=Decimal("2500.00"),
        near_relative=True,
        near_relative_note="村主任之兄",
        filed_on=DAY,
        filed_by=HANDLER,
        accepted_on=DAY,
        accepted_by=HANDLER,
        rule_set="temporary-2018",
        due_on="2020-06-30",
        due_state=DueState.DATED,
        surveys=[_survey()],
        assessments=[AssessmentPart(**STEP, held_on=DAY, attendees=15, residents=12, in_favour=11)],
        opinions=[OpinionPart(**STEP, favourable=True, amount=Decimal("2000.00"), text="初审理由文字")],
        notices=[_notice()],
        objections=[_objection()],
        county_visit=CountyVisitPart(**STEP, visited_on=DAY, text="县级入户文字"),
        transfer=TransferPart(**STEP, mandate_id="mdt_none", record="移字1号"),
        decision=_decision(family),
        decided_on=DAY,
        ended=True,
        proposed_change=ProposedChangePart(
            statement="平台改的陈述",
            requested_amount=Decimal("2600.00"),
            cause=HardshipCause.FIRE,
            cause_on="2020-05-19",
            near_relative=True,
            near_relative_note="平台改的亲属情况",
            household=["address"],
            received_at=datetime(2020, 6, 1, tzinfo=UTC),
        ),
        synthetic=True,
    )
    await made.insert()
    return made


def _survey() -> SurveyPart:
    return SurveyPart(
        **STEP,
        visited_on=DAY,
        investigators=[HANDLER, HandlerPart(official_id="off_second", name="经办乙")],
        family_signed=True,
        monthly_income=Decimal("280.50"),
        income_band="UP_TO_300",
        property="调查的财产文字",
        health="调查的健康文字",
        text="调查的情况文字",
    )


def _notice() -> NoticePart:
    return NoticePart(
        **STEP,
        notice_id="ntc_specimen",
        posted_on=DAY,
        last_day="2020-06-08",
        earliest_decision_on="2020-06-09",
        place="村务公开栏",
        phone="0831-0000000",
        first=False,
    )


def _objection() -> ObjectionPart:
    return ObjectionPart(
        **STEP,
        objection_id="obj_specimen",
        text="异议的文字",
        open=False,
        upheld=False,
        answer="答复的文字",
        answered_on=DAY,
        answered_by=HANDLER,
    )


def _decision(family: HouseholdDocument) -> DecisionPart:
    return DecisionPart(
        **STEP,
        favourable=False,
        amount=Decimal("2000.00"),
        first_payment_month="2020-07",
        reason=RefusalReason.INCOME_ABOVE_STANDARD,
        article="第九条",
        appeal="救济途径",
        text="告知的文字",
        deciding_organ="珙县民政局（委托）",
        handled_by="巡场镇人民政府",
        mandate_id="mdt_none",
        mandate_version=1,
        mandate_cap=Decimal("3000.00"),
        household_version_id=family.version_id,
        late=True,
        late_reason="逾期的原因文字",
        working_days=20,
    )


async def supervision(*, disclosed: bool) -> SupervisionDocument:
    """A record on that township with every step of its life; before it is disclosed nobody below may know of it."""
    ordered = RectificationPart(
        **STEP,
        order="整改的要求文字",
        due_on="2020-06-16",
        answer="整改的答复文字",
        answered_on=DAY,
        answered_by=HANDLER,
    )
    made = SupervisionDocument(
        id=new_id("sup"),
        county=COUNTY,
        township=XUNCHANG,
        areas=[CITY, COUNTY, XUNCHANG],
        kind=SupervisionKind.SPOT_CHECK,
        state=SupervisionState.CLOSED,
        subject=XUNCHANG,
        purpose="监督的事由文字",
        opened_on=DAY,
        opened_by=HANDLER,
        findings=[FindingPart(**STEP, finding_id="fnd_specimen", text="发现的问题文字", clause="违反的条款文字")],
        rectifications=[ordered],
        due_on="2020-06-16",
        disclosed=disclosed,
        outcome=FindingOutcome.RECTIFY,
        closing="办结的说明文字",
        closed_on=DAY,
        closed_by=HANDLER,
    )
    await made.insert()
    return made


async def mandate() -> MandateDocument:
    """A mandate with every step of its life; it is revoked, so that no test decides under it."""
    parties = (Party.BUREAU, Party.TOWNSHIP)
    made = MandateDocument(
        id=new_id("mdt"),
        number=new_id("number"),
        state=MandateState.REVOKED,
        county=COUNTY,
        township=XUNCHANG,
        areas=[CITY, COUNTY, XUNCHANG],
        items=[MandateItemPart(matter=Matter.TEMPORARY_ASSISTANCE, cap=Decimal("3000.00"))],
        valid_from=DAY,
        valid_to="2020-12-31",
        signatures=[MandateSignaturePart(party=party, **STEP) for party in parties],
        published_on=DAY,
        announced=True,
        events=[MandateEventPart(act="revokeMandate", reason="委托终止", **STEP)],
    )
    await made.insert()
    return made
