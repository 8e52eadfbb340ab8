"""The acts on sealed identifiers: see one in clear, find a family by one, put an auditor's warrant on record."""

from typing import Any

import strawberry

from authorization.scope import Kind
from casework.identifier import IDENTIFIER_LABELS, Identifier
from casework.purpose import Purpose
from resolvers.identifier import Revealed, find_by_identifier, reveal_identifier
from resolvers.warrant import register_warrant
from schema.act import Payload, Returned, mutation
from schema.field import described, structural
from schema.household import Household
from schema.input import KEY, input_type, told
from schema.scalar import LocalDay

described(Identifier, "What is kept sealed beside its mask 标识号码.", IDENTIFIER_LABELS)
RETURNS = {"household": Returned(Household, Kind.HOUSEHOLD, "The household, in the viewer's own shape 家庭.")}
WARRANT = "Number of the auditor's warrant; whoever is no auditor leaves it out 审计通知书文号."
PURPOSE = "What for; it must be part of the post's duty 查阅目的."
AGAIN = "Eight to a hundred characters of the client's own; the same key again is judged and journalled anew 幂等键."


@input_type("Input of revealIdentifier.")
class RevealIdentifierInput:
    idempotency_key: str = told(AGAIN)
    household_id: str = told("The household 家庭标识.")
    identifier: Identifier = told("Which identifier 号码种类.")
    purpose: Purpose = told(PURPOSE)
    member_id: str | None = told("The member; needed for an identity number 成员标识.", default=None)
    warrant: str | None = told(WARRANT, default=None)


@input_type("Input of findByIdentifier.")
class FindByIdentifierInput:
    idempotency_key: str = told(KEY)
    identity_number: str = told("Identity-card number, 18 characters; it is kept nowhere 公民身份号码.")
    purpose: Purpose = told(PURPOSE)
    warrant: str | None = told(WARRANT, default=None)


@input_type("Input of registerWarrant.")
class RegisterWarrantInput:
    idempotency_key: str = told(KEY)
    number: str = told("Its number, at most 50 characters 文号.")
    official_id: str = told("The auditor who holds it 审计人员标识.")
    valid_from: LocalDay = told("Its first day 生效日期.")
    valid_to: LocalDay = told("Its last day, within a year 失效日期.")


def _value(root: Payload) -> str | None:
    return root.outcome.value if isinstance(root.outcome, Revealed) else None


def _warrant(root: Payload) -> strawberry.ID | None:
    id_ = root.outcome.result.get("warrant")
    return strawberry.ID(id_) if id_ else None


IDENTIFIER_ACTS: list[Any] = [
    mutation(
        reveal_identifier,
        RevealIdentifierInput,
        "Shows one identifier in clear, once, which the journal says 查看号码全文.",
        RETURNS,
        {"value": (str | None, structural("The identifier in clear; it is in this answer and nowhere else.", _value))},
    ),
    mutation(
        find_by_identifier,
        FindByIdentifierInput,
        "Finds the family in which a number counts; elsewhere and nowhere are one answer: null 按号码查找家庭.",
        RETURNS,
    ),
    mutation(
        register_warrant,
        RegisterWarrantInput,
        "Puts an auditor's warrant on record 登记审计通知书.",
        {},
        {"warrant_id": (strawberry.ID | None, structural("The warrant's id 文书标识.", _warrant))},
    ),
]
