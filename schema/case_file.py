"""The case file: a case with all papers that were taken into it, in order, and the journal that proves them."""

from typing import Any

from authorization.scope import Kind
from authorization.sight import Group
from casework.evidence import EvidenceState
from compiler.declaration import Gathered, Relation
from resolvers.desk import Desk
from resolvers.journal import BY_SEQUENCE, case_chains_hold
from resolvers.reader import OLDEST_FIRST
from schema.application import Application
from schema.connection import Connection, paged_relation
from schema.context import Info
from schema.evidence import Evidence
from schema.field import related, shown
from schema.journal import JournalEntry
from schema.object import object_type

PAPERS = Relation(
    Kind.EVIDENCE,
    "Evidence",
    local="_id",
    foreign="caseId",
    many=True,
    order=OLDEST_FIRST,
    fixed={"state": EvidenceState.STORED},
)
JOURNAL = Relation(Kind.JOURNAL, "JournalEntry", local="_id", foreign="caseId", many=True, order=BY_SEQUENCE)


async def _chains_hold(desk: Desk, case_ids: list[str]) -> list[bool]:
    return [await case_chains_hold(desk, each) for each in case_ids]


CHAIN = Gathered("chains", _chains_hold)


async def _chain_holds(root: Any, info: Info) -> bool | None:
    return await case_chains_hold(info.context.desk, root["_id"])


@object_type("All papers of one case in order 一户一档.")
class CaseFile:
    number: str = shown(Group.CASE, "The case number 案件编号.")
    application: Application | None = related(
        Group.CASE, "The case 申请.", relation=Relation(Kind.APPLICATION, "Application", local="_id")
    )
    papers: Connection[Evidence] = related(
        Group.CASE,
        "Papers in the file that the viewer may know of, oldest first 归卷材料.",
        paged_relation(PAPERS),
        relation=PAPERS,
    )
    journal: Connection[JournalEntry] | None = related(
        Group.JOURNAL, "What was done to the case, oldest first 操作留痕.", paged_relation(JOURNAL), relation=JOURNAL
    )
    chain_holds: bool | None = related(
        Group.JOURNAL,
        "Whether the journals of the case and of its papers are whole: nothing altered, missing or added 留痕是否完整.",
        _chain_holds,
        gathered=CHAIN,
    )
