"""Tests of the seed: every case is judged again by the rules of its acceptance day, and chance repeats itself."""

import itertools
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pymongo import AsyncMongoClient, MongoClient

from authorization.policy import POLICIES, ActName
from casework.application import StepOutOfOrder
from casework.identity import mask_identity, parse_identity
from casework.mandate import MandateState
from casework.matter import ENDED, Matter, State
from casework.office import Role
from casework.supervision import SupervisionState
from documents.calendar import national_calendar
from documents.journal import JournalDocument, chain_holds
from documents.seal import Seals
from seed.county import read_county
from server.keys import Keys, prepare_keys
from server.settings import Settings
from storage.evidence_store import EvidenceStore, StoreAddress
from tests.api import environment
from tests.seed.replay import Replay, check_claims, mandate_facts
from tests.servers import Servers

Row = dict[str, Any]
HOUSEHOLDS = 150
PILOTS = {"巡场镇", "珙泉镇", "底洞镇", "孝儿镇", "沐滩镇", "王家镇"}
pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Seeded:
    """A seeded database as rows by collection, and how to open its seals and its store."""

    settings: Settings
    keys: Keys
    said: str
    rows: dict[str, list[Row]]

    def journal(self) -> dict[str, list[Row]]:
        """The entries of each record in their order."""
        entries = defaultdict(list)
        for entry in sorted(self.rows["journal"], key=lambda row: row["seq"]):
            entries[entry["caseId"]].append(entry)
        return entries

    def roles(self) -> dict[str, Role]:
        return {row["_id"]: Role(row["posts"][0]["role"]) for row in self.rows["officials"]}


def run_seed(settings: Settings) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "server", "seed", "--households", str(HOUSEHOLDS)]
    return subprocess.run(command, env=environment(settings), capture_output=True, text=True, check=True)  # noqa: S603


def seeded_as(name: str, servers: Servers, folder: Path) -> Seeded:
    keys = prepare_keys(folder / "keys")
    settings = Settings.for_data_folder(folder, servers.endpoints).renamed(name)
    said = run_seed(settings).stdout
    return Seeded(settings, keys, said, rows_of(settings))


def rows_of(settings: Settings) -> dict[str, list[Row]]:
    with MongoClient[Row](settings.mongodb_url, tz_aware=True) as client:
        database = client[settings.mongodb_database]
        names = sorted(database.list_collection_names())
        return {name: list(database[name].find(sort=[("_id", 1)])) for name in names}


@pytest.fixture(scope="module")
def seeded(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    folder = tmp_path_factory.mktemp("seed")
    made = seeded_as("seeded_once", servers, folder)
    yield made
    with MongoClient[Row](made.settings.mongodb_url) as client:
        client.drop_database(made.settings.mongodb_database)


def test_it_says_what_it_made(seeded: Seeded) -> None:
    applications, papers = len(seeded.rows["applications"]), len(seeded.rows["evidence"])
    assert seeded.said == f"150 households, {applications} applications, {papers} papers\n"
    assert len(seeded.rows["households"]) == HOUSEHOLDS <= applications


def test_every_case_obeys_the_rules_of_its_acceptance_day(seeded: Seeded) -> None:
    journal, roles = seeded.journal(), seeded.roles()
    mandates = [mandate_facts(row) for row in seeded.rows["mandates"]]
    for case in seeded.rows["applications"]:
        entries = journal[case["_id"]]
        assert Replay.of(case, mandates, roles).walk(entries) == case["state"], case["number"]
        assert case["ended"] == (State(case["state"]) in ENDED)
        assert (case["revision"], case["journalHead"]) == (len(entries), entries[-1]["hash"])


def test_a_case_that_skipped_a_step_would_be_found(seeded: Seeded) -> None:
    case = next(each for each in seeded.rows["applications"] if each["state"] == "CONFIRMED")
    entries = [entry for entry in seeded.journal()[case["_id"]] if entry["act"] != "postNotice"]
    mandates = [mandate_facts(row) for row in seeded.rows["mandates"]]
    with pytest.raises(StepOutOfOrder):
        Replay.of(case, mandates, seeded.roles()).walk(entries)


def test_every_act_is_done_on_a_working_day_by_a_role_that_may(seeded: Seeded) -> None:
    calendar, roles = national_calendar(), seeded.roles()
    for entry in seeded.rows["journal"]:
        assert calendar.is_working(date.fromisoformat(entry["caseDay"])), entry["act"]
        assert "2020-04-20" <= entry["caseDay"] < "2020-11-20"
        assert roles[entry["officialId"]] in POLICIES[ActName(entry["act"])], entry["act"]


def test_every_state_matter_and_township_occurs(seeded: Seeded) -> None:
    cases = seeded.rows["applications"]
    assert {State(case["state"]) for case in cases} == set(State)
    assert {Matter(case["matter"]) for case in cases} == set(Matter)
    assert {case["township"] for case in cases} == {each.code for each in read_county().townships}


def test_what_an_office_must_cope_with_occurs(seeded: Seeded) -> None:
    cases = seeded.rows["applications"]
    decided = [case["decision"] for case in cases if case["decision"]]
    occurs = {
        "decided by the county": any(each["mandateId"] is None for each in decided),
        "above the cap": any(each["amount"] and each["amount"].to_decimal() > 3000 for each in decided),
        "transferred by record": any(case["transfer"] and case["decision"] for case in cases),
        "visited by the county": any(case["countyVisit"] and case["decision"] for case in cases),
        "decided late": any(each["late"] for each in decided),
        "open and overdue": any(not case["ended"] and (case["dueOn"] or "9") < "2020-11-20" for case in cases),
        "objection open": any(each["open"] for case in cases for each in case["objections"]),
        "objection upheld": any(each["upheld"] for case in cases for each in case["objections"]),
        "from the platform": any(case["externalReference"] for case in cases),
    }
    assert occurs == dict.fromkeys(occurs, True)


def test_no_family_asks_twice_for_the_same(seeded: Seeded) -> None:
    families = defaultdict(list)
    for case in seeded.rows["applications"]:
        families[case["householdId"]].append(case)
    for cases in families.values():
        check_claims(cases)
    assert Counter(map(len, families.values()))[2] > 0


def test_mandates_are_dated_as_the_plan_says(seeded: Seeded) -> None:
    names = {row["code"]: row["name"] for row in seeded.rows["jurisdictions"]}
    first_days = {names[row["township"]]: row["validFrom"] for row in seeded.rows["mandates"]}
    assert {name for name, day in first_days.items() if day == "2020-05-01"} == PILOTS
    assert sorted(first_days.values()) == ["2020-05-01"] * 6 + ["2020-10-01"] * 7
    for row in seeded.rows["mandates"]:
        caps = {item["matter"]: item["cap"] and str(item["cap"]) for item in row["items"]}
        assert caps == {"URBAN_DIBAO": None, "RURAL_DIBAO": None, "TEMPORARY_ASSISTANCE": "3000.00"}
        assert [each["party"] for each in row["signatures"]] == ["BUREAU", "TOWNSHIP"]
        assert row["state"] == MandateState.PUBLISHED
        assert max(each["on"] for each in row["signatures"]) < row["publishedOn"] < row["validFrom"]
    assert len(seeded.rows["mandateClaims"]) == 13 * 3


def test_every_journal_holds_and_every_entry_has_its_event(seeded: Seeded) -> None:
    for entries in seeded.journal().values():
        assert chain_holds([JournalDocument.model_construct(**entry) for entry in entries])
    told = {(row["caseId"], row["caseSeq"], row["type"]) for row in seeded.rows["outbox"]}
    assert told == {(row["caseId"], row["seq"], row["act"]) for row in seeded.rows["journal"]}


async def test_identity_numbers_are_sealed_valid_synthetic_and_claimed_once(seeded: Seeded) -> None:
    client: AsyncMongoClient[Row] = AsyncMongoClient(seeded.settings.mongodb_url)
    seals = await Seals.open(client, seeded.settings.mongodb_database, seeded.keys.master)
    claims = {row["_id"]: (row["householdId"], row["memberId"]) for row in seeded.rows["identityClaims"]}
    found = {}
    for household in seeded.rows["households"]:
        assert household["synthetic"]
        for member in household["members"]:
            number = await seals.opened(member["identitySealed"])
            facts = parse_identity(number, date(2020, 11, 20))
            said = (member["birthDay"], member["sex"], member["identityMask"], number[:2])
            assert said == (str(facts.birth_day), facts.sex, mask_identity(number), "99")
            found[seals.claim(number)] = (household["_id"], member["memberId"])
    assert found == claims
    assert len(found) == sum(len(row["members"]) for row in seeded.rows["households"])
    await seals.close()
    await client.close()


def test_supervision_stands_in_every_state_and_is_disclosed_by_its_order(seeded: Seeded) -> None:
    records = seeded.rows["supervision"]
    assert {SupervisionState(row["state"]) for row in records} == set(SupervisionState)
    for row in records:
        assert row["disclosed"] == bool(row["rectifications"])


async def test_papers_lie_in_the_store_as_they_are_registered(seeded: Seeded) -> None:
    settings = seeded.settings
    store = EvidenceStore(
        StoreAddress(
            settings.s3_url, settings.s3_access_key, settings.s3_secret_key, bucket_prefix=settings.bucket_prefix
        )
    )
    papers = seeded.rows["evidence"]
    cases = {row["_id"]: row for row in seeded.rows["applications"]}
    assert {paper["mediaType"] for paper in papers} == {"application/pdf", "image/png"}
    for paper in papers[:12]:
        assert await store.fetch_digest(paper["key"], paper["versionId"]) == paper["sha256"]
        assert paper["caseNumber"] == cases[paper["caseId"]]["number"]
    store.close()


def test_numbers_go_on_after_the_seeded_ones(seeded: Seeded) -> None:
    last = {row["_id"]: row["last"] for row in seeded.rows["counters"]}
    assert sum(last.values()) == len(seeded.rows["applications"]) + len(seeded.rows["mandates"])
    for series, cases in itertools.groupby(
        sorted(row["number"] for row in seeded.rows["applications"]), key=lambda number: number.rsplit("-", 1)[0]
    ):
        places = [int(number.rsplit("-", 1)[1]) for number in cases]
        assert places == list(range(1, last[series] + 1))


def test_seeding_a_seeded_database_says_so_and_does_nothing(seeded: Seeded) -> None:
    assert run_seed(seeded.settings).stdout == "this database is seeded already; nothing was done\n"
    assert rows_of(seeded.settings) == seeded.rows


def test_the_same_seed_gives_the_same_county_again(
    seeded: Seeded, servers: Servers, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = seeded_as("seeded_again", servers, tmp_path_factory.mktemp("again"))
    for name in ("jurisdictions", "officials", "counters", "outbox"):
        assert again.rows[name] == seeded.rows[name], name
    for name in (
        "households",
        "mandates",
        "applications",
        "supervision",
        "evidence",
    ):  # chained under keys of their own
        assert list(map(_bare, again.rows[name])) == list(map(_bare, seeded.rows[name]))


def _bare(row: Row) -> Row:
    """A row without what keys, store and system clock give it."""
    own = {"identitySealed", "bankAccountSealed", "journalHead", "versionId", "retainUntil", "retentionDue"}
    bare = {name: value for name, value in row.items() if name not in own and name != "versionId"}
    if "members" in bare:
        bare["members"] = [_bare(member) for member in bare["members"]]
    return bare


def test_a_database_with_cases_of_its_own_is_not_seeded(seeded: Seeded) -> None:
    settings = seeded.settings.renamed("not_seeded")
    with MongoClient[Row](settings.mongodb_url) as client:
        client[settings.mongodb_database].households.insert_one({"_id": "hh_of_somebody"})
        with pytest.raises(subprocess.CalledProcessError) as refused:
            run_seed(settings)
        assert refused.value.returncode == 1
        assert "DatabaseInUse: this database holds cases of its own; seed an empty one" in refused.value.stderr
        assert client[settings.mongodb_database].households.count_documents({}) == 1
        client.drop_database(settings.mongodb_database)


def test_a_seeding_that_was_interrupted_is_done_anew(seeded: Seeded) -> None:
    with MongoClient[Row](seeded.settings.mongodb_url) as client:
        database = client[seeded.settings.mongodb_database]
        database.markers.update_one({"_id": "seed"}, {"$set": {"state": "BEGUN"}})
        database.applications.delete_many({"state": "CONFIRMED"})
    run_seed(seeded.settings)
    assert rows_of(seeded.settings)["applications"] == seeded.rows["applications"]
