"""Colleagues as a front end needs them to choose a second investigator: never their tokens' subjects or revocations."""

import strawberry

from authorization.sight import Group
from casework.office import Role
from resolvers.official import area_of, roles_of
from schema.field import shown
from schema.object import object_type


@object_type("An official who holds a post today in the viewer's area 经办人员.")
class Official:
    id: strawberry.ID = shown(Group.CASE, "`off_<ULID>`; acts name investigators by it 经办人员标识.", path="_id")
    name: str | None = shown(Group.DECIDING_OFFICIAL, "Name 姓名.")
    roles: list[Role] = shown(Group.CASE, "What he does there today 岗位.", needs=("posts",), derived=roles_of)
    area: str | None = shown(
        Group.CASE, "Code of his area; of several, the highest 辖区代码.", needs=("posts",), derived=area_of
    )
