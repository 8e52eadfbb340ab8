"""Identifiers in clear: who sees which, for what, how often; nothing of it is kept but that it was seen."""

from typing import Any
from uuid import uuid4

import pytest

from authorization.sight import MATRIX, Group
from casework.identifier import Identifier
from casework.office import Role
from casework.purpose import Purpose
from documents.journal import JournalDocument, chain_holds
from tests import kept
from tests.api import GONGQUAN, Api
from tests.story import identity_number
from tests.story_identifier import ACCOUNT, code, find, reveal, warrant

STARS = {(role, kind) for role in Role for kind in Identifier if MATRIX[role, Group(kind)].endswith("*")}
BY_AREA = [role for role in Role if role is not Role.ANSWERING_DEPARTMENT]


@pytest.mark.parametrize("kind", Identifier)
@pytest.mark.parametrize("role", BY_AREA)
def test_the_star_of_the_matrix_opens_its_own_identifier_and_no_other(
    api: Api, family: dict[str, Any], role: Role, kind: Identifier
) -> None:
    before = kept.digest(api)
    number = warrant(api)["number"] if role is Role.AUDITOR else None
    payload = reveal(api, api.person(role), family, identifier=kind, warrant=number)
    if (role, kind) in STARS:
        clear = family["number"] if kind is Identifier.IDENTITY_NUMBER else ACCOUNT
        shown: dict[str, Any] = {"value": clear, "household": {"id": family["id"]}, "replayed": False, "userErrors": []}
        assert payload == shown
        return
    wanted = "IDENTIFIER_WITHHELD" if any(starred is role for starred, _ in STARS) else "NOT_ADMITTED"
    assert (code(payload), payload["value"], payload["household"]) == (wanted, None, None)
    assert number is not None or kept.digest(api) == before


def test_the_journal_tells_who_saw_which_value_for_what_and_no_value(api: Api, family: dict[str, Any]) -> None:
    leader, before = api.person(Role.TOWNSHIP_LEADER), kept.record(api, "households", family["id"])
    reveal(api, leader, family, purpose="COMPLAINT_HANDLING")
    after = kept.record(api, "households", family["id"])
    *_, entry = kept.journal(api, family["id"])
    told = {name: entry[name] for name in ("act", "officialId", "purpose", "changed", "legalBasis", "prev")}
    assert told == {
        "act": "revealIdentifier",
        "officialId": leader.id,
        "purpose": "COMPLAINT_HANDLING",
        "changed": [f"members.{family['member']}.identityNumber"],
        "legalBasis": "PIPL art.6, 51",
        "prev": before["journalHead"],
    }
    head = {"journalSeq": entry["seq"], "journalHead": entry["hash"]}
    assert after == before | head
    assert family["number"] not in str(entry)
    entries = [JournalDocument.model_validate(each) for each in kept.journal(api, family["id"])]
    assert chain_holds(entries)
    assert not chain_holds([*entries[:-1], entries[-1].model_copy(update={"purpose": Purpose.VERIFICATION})])


def test_outside_the_scope_there_is_no_such_household(api: Api, family: dict[str, Any]) -> None:
    before = kept.digest(api)
    leader = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    foreign = reveal(api, leader, family)
    unknown = reveal(api, leader, family | {"id": family["id"][:-3] + "ZZZ"})
    assert (code(foreign), foreign) == ("NOT_FOUND", unknown)
    assert kept.digest(api) == before


@pytest.mark.parametrize(
    ("role", "given", "refusal"),
    [
        (Role.COUNTY_CHECK, {"purpose": "CASE_HANDLING"}, ("PURPOSE_UNFIT", ["purpose"])),
        (Role.TOWNSHIP_WINDOW, {"purpose": "SUPERVISION"}, ("PURPOSE_UNFIT", ["purpose"])),
        (Role.AUDITOR, {}, ("WARRANT_MISSING", ["warrant"])),
        (Role.AUDITOR, {"warrant": "无此文号"}, ("WARRANT_MISSING", ["warrant"])),
        (Role.TOWNSHIP_WINDOW, {"memberId": None}, ("MEMBER_NOT_STATED", ["memberId"])),
        (Role.TOWNSHIP_WINDOW, {"memberId": "mem_other"}, ("NOT_FOUND", ["memberId"])),
    ],
)
def test_what_is_not_in_order_shows_nothing_and_keeps_nothing(
    api: Api, family: dict[str, Any], role: Role, given: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    before = kept.digest(api)
    payload = reveal(api, api.person(role), family, **given)
    [error] = payload["userErrors"]
    assert (error["code"], error["path"], payload["value"]) == (*refusal, None)
    assert kept.digest(api) == before


def test_a_household_without_an_account_has_none_to_show(api: Api, family: dict[str, Any]) -> None:
    with kept.opened(api) as rows:
        rows["households"].update_one({"_id": family["id"]}, {"$set": {"bankAccountSealed": None}})
    payload = reveal(api, api.person(Role.TOWNSHIP_CASHIER), family, identifier="BANK_ACCOUNT")
    assert code(payload) == "IDENTIFIER_MISSING"


def test_the_same_key_is_a_reveal_of_its_own_and_keeps_no_value(api: Api, family: dict[str, Any]) -> None:
    window, key = api.person(Role.TOWNSHIP_WINDOW), uuid4().hex
    first = reveal(api, window, family, idempotencyKey=key)
    second = reveal(api, window, family, idempotencyKey=key)
    assert (first["replayed"], second) == (False, {**first, "replayed": True})
    entries = [each for each in kept.journal(api, family["id"]) if each["act"] == "revealIdentifier"]
    assert [each["officialId"] for each in entries] == [window.id] * 2
    other = reveal(api, window, family, idempotencyKey=key, purpose="CASE_HANDLING")
    assert (code(other), other["value"]) == ("IDEMPOTENCY_KEY_REUSED", None)
    with kept.opened(api) as rows:
        assert family["number"] not in str(list(rows["idempotency"].find()))


def test_an_auditor_sees_on_his_own_warrant_and_in_its_days_only(api: Api, family: dict[str, Any]) -> None:
    auditor, own = api.person(Role.AUDITOR), warrant(api)
    assert own["userErrors"] == []
    assert reveal(api, auditor, family, warrant=own["number"])["value"] == family["number"]
    *_, entry = kept.journal(api, family["id"])
    assert entry["legalBasis"] == f"PIPL art.6, 51; 审计通知书 {own['number']}"
    late = "2020-07-01T09:00+08:00"
    assert code(reveal(api, auditor, family, warrant=own["number"], clock=late)) == "WARRANT_MISSING"
    elsewhere = api.stranger(Role.AUDITOR)
    assert code(reveal(api, elsewhere, family, warrant=own["number"])) == "NOT_FOUND"
    assert code(find(api, elsewhere, family["number"], warrant=own["number"])) == "WARRANT_MISSING"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"validTo": "2020-05-31"}, ("WARRANT_PERIOD_INVALID", ["validTo"])),
        ({"validTo": "2021-06-02"}, ("WARRANT_PERIOD_INVALID", ["validTo"])),
        ({"number": " "}, ("TEXT_MISSING", ["number"])),
        ({"officialId": "off_nobody"}, ("NOT_FOUND", ["officialId"])),
    ],
)
def test_a_warrant_that_is_not_in_order_is_not_registered(
    api: Api, given: dict[str, Any], refusal: tuple[str, list[str]]
) -> None:
    before = kept.digest(api)
    payload = warrant(api, **given)
    [error] = payload["userErrors"]
    assert (error["code"], error["path"], payload["warrantId"]) == (*refusal, None)
    assert kept.digest(api) == before


def test_a_warrant_is_for_an_auditor_and_its_number_is_registered_once(api: Api) -> None:
    number = warrant(api)["number"]
    assert code(warrant(api, number=number)) == "WARRANT_REPEATED"
    assert code(warrant(api, officialId=api.person(Role.COUNTY_APPROVER).id)) == "NOT_FOUND"
    assert code(warrant(api, officialId=api.stranger(Role.AUDITOR).id)) == "NOT_FOUND"


def test_a_number_leads_to_its_household_in_the_viewers_own_shape(api: Api, family: dict[str, Any]) -> None:
    number = warrant(api)["number"]
    for role, name in ((Role.TOWNSHIP_WINDOW, "张测试"), (Role.AUDITOR, "张＊")):
        given = {"warrant": number} if role is Role.AUDITOR else {}
        payload = find(api, api.person(role), family["number"], **given)
        household = {"id": family["id"], "headName": name}
        assert payload == {"household": household, "replayed": False, "userErrors": []}
    *_, entry = kept.journal(api, family["id"])
    assert (entry["act"], entry["changed"], entry["purpose"]) == ("findByIdentifier", ["identityNumber"], "SUPERVISION")


def test_elsewhere_and_nowhere_are_one_answer_and_leave_the_same_trace(api: Api, family: dict[str, Any]) -> None:
    leader = api.person(Role.TOWNSHIP_LEADER, GONGQUAN)
    grown, answers = [], []
    for number in (family["number"], identity_number("1955-05-06")):
        before = kept.counts(api)
        answers.append(find(api, leader, number))
        after = kept.counts(api)
        grown.append({name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)})
    assert answers == [{"household": None, "replayed": False, "userErrors": []}] * 2
    trace = {"idempotency": 1, "journal": 1, "outbox": 1}
    with kept.opened(api) as rows:
        outside = rows["identifierAlarms"].count_documents({"officialId": leader.id})  # when tests run at night
    assert grown[1] == trace
    assert grown[0] == {**trace, "identifierUses": 1} | (
        {"identifierAlarms": 1, "journal": 2, "outbox": 2} if outside else {}
    )
    use = kept.row(api, "identifierUses", officialId=leader.id)
    entries = kept.journal(api, use["_id"])
    assert [(each["act"], each["changed"], each["purpose"]) for each in entries] == [
        ("findByIdentifier", ["identityNumber"], "VERIFICATION")
    ] * 2
    assert (use["journalSeq"], use["journalHead"]) == (2, entries[-1]["hash"])
    assert len({each["digest"] for each in entries}) == 2
    assert family["number"] not in str(entries) + str(use)


def test_a_malformed_number_is_refused_without_being_repeated(api: Api) -> None:
    payload = find(api, api.person(Role.TOWNSHIP_WINDOW), "11010519491231002Y")
    assert (code(payload), "11010519491231002Y" in str(payload)) == ("IDENTITY_NUMBER_INVALID", False)
