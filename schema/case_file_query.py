"""The question of an archivist: a case file by its number."""

from typing import Any

from authorization.scope import Kind
from compiler.declaration import One
from resolvers.reader import one
from schema.application_query import Number
from schema.case_file import CaseFile
from schema.context import Info

CASE_FILE = One(Kind.APPLICATION, "CaseFile", argument="number", path="number")


async def case_file(info: Info, number: Number) -> CaseFile | None:
    found: Any = await one(info.context.desk, Kind.APPLICATION, "CaseFile", {CASE_FILE.path: number})
    return found  # type: ignore[no-any-return]
