"""The acts on a mandate, in the order of its life."""

from typing import Any

from authorization.scope import Kind
from casework.matter import Matter
from resolvers import mandate
from schema.act import Returned, mutation
from schema.input import KEY, REVISION, input_type, told
from schema.mandate import Mandate
from schema.scalar import LocalDay, Money

RETURNS = {"mandate": Returned(Mandate, Kind.MANDATE, "The mandate as it now stands 委托书.")}
ID = "The mandate 委托书标识."
REASON = "Why; at most 500 characters 原因."


@input_type("A matter to entrust 委托事项.")
class MandateItemInput:
    matter: Matter = told("The matter 事项.")
    cap: Money | None = told("Up to this amount, itself inside; null without a cap 委托限额.", default=None)


@input_type("Input of draftMandate.")
class DraftMandateInput:
    idempotency_key: str = told(KEY)
    township: str = told("Nine-digit code of the township 乡镇代码.")
    items: list[MandateItemInput] = told("What is entrusted, each matter once 委托事项.")
    valid_from: LocalDay = told("First day 委托起始日.")
    valid_to: LocalDay | None = told("Last day; null without an end 委托截止日.", default=None)


@input_type("Input of signMandate.")
class SignMandateInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)


@input_type("Input of publishMandate.")
class PublishMandateInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)


@input_type("Input of suspendMandate.")
class SuspendMandateInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    reason: str = told(REASON)


@input_type("Input of resumeMandate.")
class ResumeMandateInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    reason: str = told(REASON)


@input_type("Input of revokeMandate.")
class RevokeMandateInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)
    reason: str = told(REASON)


MANDATE_ACTS: list[Any] = [
    mutation(mandate.draft_mandate, DraftMandateInput, "Drafts an entrustment to a township 起草委托书.", RETURNS),
    mutation(mandate.sign_mandate, SignMandateInput, "Signs for the official's own side 签署委托书.", RETURNS),
    mutation(mandate.publish_mandate, PublishMandateInput, "Announces it; competence begins 公布委托书.", RETURNS),
    mutation(mandate.suspend_mandate, SuspendMandateInput, "Suspends it at once 暂停委托.", RETURNS),
    mutation(mandate.resume_mandate, ResumeMandateInput, "Resumes it 恢复委托.", RETURNS),
    mutation(mandate.revoke_mandate, RevokeMandateInput, "Revokes it for good 撤销委托.", RETURNS),
]
