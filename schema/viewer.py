"""Who asks: the official, his posts, and the case day that his acts would carry."""

from datetime import date

import strawberry

from casework.office import Organ, Role, Tier
from compiler.declaration import Told
from resolvers.desk import Desk
from schema.context import Info
from schema.field import structural
from schema.scalar import LocalDay


@strawberry.type(description="One post: a role for an organ in an area 岗位.")
class Post:
    tier: Tier = structural("Level 层级.")
    organ: Organ = structural("Department 部门.")
    role: Role = structural("Role 岗位.")
    area: str = structural("Area code 辖区代码.")


@strawberry.type(description="Who asks 当前经办人员.")
class Viewer:
    official_id: strawberry.ID = structural("The official's id in the register 经办人员标识.")
    name: str = structural("Name 姓名.")
    tier: Tier = structural("Level 层级.")
    organ: Organ = structural("Department 部门.")
    roles: list[Role] = structural("What he does at this seat today 岗位.")
    posts: list[Post] = structural("The posts that he holds at this seat today 任职.")
    area: str = structural("Area code 辖区代码.")
    machine: bool = structural("Whether it is a machine 是否系统账号.")
    case_day: LocalDay = structural("The day that acts carry, Asia/Shanghai 办理日期.")


def _viewer(desk: Desk) -> Viewer:
    official = desk.official
    roles = sorted(official.roles)
    return Viewer(
        official_id=strawberry.ID(official.id),
        name=official.name,
        tier=official.tier,
        organ=official.organ,
        roles=roles,
        posts=[Post(tier=official.tier, organ=official.organ, role=each, area=official.area) for each in roles],
        area=official.area,
        machine=official.machine,
        case_day=_day(desk.today),
    )


VIEWER = Told(_viewer)


def load_viewer(info: Info) -> Viewer:
    """The official of this request."""
    return _viewer(info.context.desk)


def _day(day: date) -> LocalDay:
    return LocalDay(day.isoformat())
