"""The read log as auditors see it: who read which fields clear, of which records; it holds no value of them."""

import strawberry

from authorization.sight import Group
from casework.purpose import Purpose
from resolvers.read_log import kept_until
from schema.field import shown
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Moment


@object_type("One reading of sensitive facts 查阅记录.", prefix="rdl")
class ReadLogEntry(Node):
    at: Moment | None = shown(Group.READ_LOG, "When 时刻.")
    official_id: strawberry.ID | None = shown(Group.READ_LOG, "Who read 查阅人员标识.")
    fields: list[str] | None = shown(Group.READ_LOG, "What was shown clear, as `Type.field` 查阅字段.")
    record_ids: list[strawberry.ID] | None = shown(Group.READ_LOG, "Of which records, a hundred at most 被查阅记录.")
    operation: str | None = shown(Group.READ_LOG, "Name of the operation; null without one 操作名称.")
    document_hash: str | None = shown(
        Group.READ_LOG, "SHA-256 of the document's text, hexadecimal; null for an act 查询语句摘要."
    )
    act: str | None = shown(Group.READ_LOG, "The act that opened a paper; null for an answer 事项.")
    purpose: Purpose | None = shown(Group.READ_LOG, "What a paper was opened for 查阅目的.")
    county: str | None = shown(Group.READ_LOG, "County code 县代码.")
    kept_until: LocalDay | None = shown(
        Group.READ_LOG, "Until when the entry is kept at least 保存至.", needs=("at",), derived=kept_until
    )
