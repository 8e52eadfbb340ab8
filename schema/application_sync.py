"""The act by which the city's platform brings applications with their families, many at a time."""

from typing import Any

import strawberry

from authorization.scope import Kind
from casework.application_sync import SYNC_LABELS, SyncOutcome
from casework.hardship import HardshipCause
from casework.matter import Matter
from resolvers.act import Outcome
from resolvers.application_sync import RowOutcome, sync_applications
from schema.act import Payload, error_type, mutation, told_refusals
from schema.application import Application
from schema.context import Info
from schema.field import described, structural
from schema.household_act import HouseholdInput
from schema.input import KEY, input_type, told
from schema.scalar import LocalDay, Money

described(SyncOutcome, "What came of one row of a synchronization 同步结果.", SYNC_LABELS)
UserError = error_type(sync_applications)


@input_type("One application with its family, by the platform's own references; what is left out stays 同步的申请.")
class SyncRowInput:
    reference: str = told("The platform's reference of the application, at most 100 characters 平台申请编号.")
    household: HouseholdInput = told("The family; its members are stated in full 家庭.")
    matter: Matter = told("What is applied for 事项.")
    statement: str = told("Why assistance is asked 申请理由.")
    near_relative: bool = told("Whether a member is kin of an official or village cadre 是否近亲属.")
    near_relative_note: str | None = told("Whose kin 近亲属情况.", default=None)
    household_reference: str | None = told(
        "The platform's reference of the family, when it applies more than once; else the row's 平台家庭编号.",
        default=None,
    )
    requested_amount: Money | None = told("Amount asked 申请金额.", default=None)
    cause: HardshipCause | None = told("Cause, for temporary assistance 致困原因.", default=None)
    cause_on: LocalDay | None = told("Day it happened, for temporary assistance 发生日期.", default=None)


@input_type("Input of syncApplications.")
class SyncApplicationsInput:
    idempotency_key: str = told(KEY)
    rows: list[SyncRowInput] = told("At most 100; each is done whole or not at all 同步的申请列表.")


async def _application(root: RowOutcome, info: Info) -> Any:
    loader = info.context.loader(Kind.APPLICATION, "Application")
    return await loader.load(root.application_id) if root.application_id else None


def _user_errors(root: RowOutcome, info: Info) -> list[Any]:
    return told_refusals(info.context.desk.language, UserError, root.refusals)


@strawberry.type(description="What came of one row 单行结果.")
class SyncedRow:
    index: int = structural("Its place in the input, from 0 序号.")
    reference: str = structural("The platform's reference 平台申请编号.")
    outcome: SyncOutcome = structural("What was done 结果.")
    application: Application | None = structural("The application as it now stands 申请.", _application)
    user_errors: list[UserError] = structural(  # type: ignore[valid-type]
        "Why it was not done, or only proposed 未办理的原因.", _user_errors
    )


def _rows(root: Payload) -> Any:
    outcome: Outcome = root.outcome
    return getattr(outcome, "rows", ())


SYNC_ACTS: list[Any] = [
    mutation(
        sync_applications,
        SyncApplicationsInput,
        "Takes in applications of the city's platform, once each, corrects them until acceptance 同步申请.",
        {},
        {"rows": (list[SyncedRow], structural("The rows, in the order given 各行结果.", _rows))},
    ),
]
