"""The official of a step, as every record names him."""

import strawberry

from authorization.sight import Group
from schema.field import shown
from schema.object import object_type


@object_type("An official as a step names him 经办人.")
class Handler:
    official_id: strawberry.ID | None = shown(Group.DECIDING_OFFICIAL, "The official 经办人员标识.")
    name: str | None = shown(Group.DECIDING_OFFICIAL, "His name then 姓名.")
