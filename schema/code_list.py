"""The vocabularies with their labels, so that front ends need no list of their own."""

from typing import Annotated

import strawberry

from compiler.declaration import Answered
from resolvers.desk import Desk
from resolvers.fault import UnknownName
from schema.field import VOCABULARIES, structural

Names = Annotated[
    list[str] | None, strawberry.argument(description="Names of enums, such as Matter; all when left out 代码表名称.")
]


@strawberry.type(description="One value with its labels 代码.")
class Code:
    code: str = structural("The value, as in the schema 代码值.")
    zh: str = structural("The official Chinese label 中文名称.")
    en: str = structural("The English label 英文名称.")


@strawberry.type(description="One vocabulary 代码表.")
class CodeList:
    name: str = structural("The enum's name in the schema 名称.")
    codes: list[Code] = structural("Its values, in the schema's order 代码.")


def code_lists(names: Names = None) -> list[CodeList]:
    """The vocabularies asked for, in the order asked; all by name. Raises `UnknownName`."""
    asked = sorted(VOCABULARIES) if names is None else names
    for name in asked:
        if name not in VOCABULARIES:
            raise UnknownName("names", name=name[:50])
    return [CodeList(name=name, codes=_codes(name)) for name in dict.fromkeys(asked)]


def _codes(name: str) -> list[Code]:
    return [Code(code=code, zh=zh, en=en) for code, (zh, en) in VOCABULARIES[name].items()]


async def _answered(_desk: Desk, names: list[str] | None = None) -> list[CodeList]:
    return code_lists(names)


CODE_LISTS = Answered(_answered)
