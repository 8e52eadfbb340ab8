"""The journal of acts: who did what, when, on what legal basis; it holds digests and names no family."""

import strawberry

from authorization.sight import Group
from casework.purpose import Purpose
from schema.field import shown
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Moment


@object_type("One act on one record 操作留痕.", prefix="jrn")
class JournalEntry(Node):
    record_id: strawberry.ID | None = shown(Group.JOURNAL, "The record that was acted on 记录标识.", path="caseId")
    seq: int | None = shown(Group.JOURNAL, "Its place among the record's entries 序号.")
    act: str | None = shown(Group.JOURNAL, "The act 事项.")
    official_id: strawberry.ID | None = shown(Group.JOURNAL, "Who did it 经办人员标识.")
    legal_basis: str | None = shown(Group.JOURNAL, "On what legal basis 法律依据.")
    at: Moment | None = shown(Group.JOURNAL, "When 时刻.")
    case_day: LocalDay | None = shown(Group.JOURNAL, "The case day that the act carries 办理日期.")
    changed: list[str] | None = shown(Group.JOURNAL, "Names of what was changed 更改的字段.")
    purpose: Purpose | None = shown(Group.JOURNAL, "For which purpose an identifier was seen or sought 查阅目的.")
    digest: str | None = shown(Group.JOURNAL, "Keyed SHA-256 over the changed values 更改内容摘要.")
    hash: str | None = shown(Group.JOURNAL, "SHA-256 over this entry and the hash before 链式摘要.")
    prev: str | None = shown(Group.JOURNAL, "The hash of the entry before; empty for the first 前一摘要.")
