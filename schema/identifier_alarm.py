"""Unusual use of sealed identifiers, as those who watch over it read it."""

import strawberry

from authorization.scope import Kind
from authorization.sight import Group
from casework.identifier_use import ALARM_LABELS, AlarmReason
from compiler.declaration import Listed
from resolvers.shape import Ordering, Shapes
from schema.connection import After, Before, Connection, First, Last, listed, paged
from schema.context import Info
from schema.field import described, shown
from schema.node import Node
from schema.object import object_type
from schema.scalar import LocalDay, Moment

described(AlarmReason, "Why a day's use of identifiers is unusual 预警原因.", ALARM_LABELS)


@object_type("Unusual use of identifiers by one official on one day 号码使用异常预警.", prefix="alm")
class IdentifierAlarm(Node):
    official_id: strawberry.ID | None = shown(Group.JOURNAL, "Whose use it was 经办人员标识.")
    day: LocalDay | None = shown(Group.JOURNAL, "On which day of the server's clock 日期.")
    reason: AlarmReason | None = shown(Group.JOURNAL, "Why it is unusual 预警原因.")
    uses: int | None = shown(Group.JOURNAL, "How many uses the day had when it was raised 次数.")
    at: Moment | None = shown(Group.JOURNAL, "When it was raised 时刻.")


IDENTIFIER_ALARMS = Listed(Shapes(Kind.IDENTIFIER_ALARM, "IdentifierAlarm", {}, {"NEWEST_FIRST": Ordering()}))


async def identifier_alarms(
    info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
) -> Connection[IdentifierAlarm]:
    return await listed(info, IDENTIFIER_ALARMS, paged(first, after, last, before))
