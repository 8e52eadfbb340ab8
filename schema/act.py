"""How an act becomes a mutation: one input, one payload, and an enum of its own for the codes of its refusals."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any

import strawberry
from strawberry.types.arguments import convert_argument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from authorization.scope import Kind
from casework.refusal import Language, Refusal
from casework.source import cited
from compiler.declaration import Acted, Record
from resolvers.act import Act, Outcome
from resolvers.desk import Desk
from schema.context import Info
from schema.field import structural

ACT = "jiuzhu.act"


@dataclass(frozen=True, slots=True)
class Returned:
    """A record that a payload returns: read anew, in the viewer's own shape."""

    type: type
    kind: Kind
    description: str


@dataclass(frozen=True, slots=True)
class Payload:
    """What came of an act, before its fields are read."""

    outcome: Outcome


def mutation(
    act: Act, given: type, description: str, returns: Mapping[str, Returned], extra: Mapping[str, tuple[Any, Any]] = {}
) -> StrawberryField:
    """The mutation of an act: `given` is its input type, `returns` the records of its payload by the result's names.

    `extra` adds fields to the payload: their type and a field made by `structural`.
    """
    payload = _payload_type(act, returns, extra)

    async def resolve(info: Info, input: Any) -> Any:
        done = info.context.done.get(str(info.path.key))
        return Payload(await act(info.context.desk, **plain(input)) if done is None else done)

    resolve.__name__ = act.name
    told = Annotated[given, strawberry.argument(description=f"What {act.name} needs 输入.")]  # type: ignore[valid-type]
    resolve.__annotations__ |= {"input": told, "return": payload}
    made: StrawberryField = strawberry.mutation(
        resolver=resolve,
        name=act.name.value,
        description=f"{description} [{cited(act.basis, chinese=False)}]",
        metadata={ACT: (act, returns)},
    )
    return made


def acted(schema: strawberry.Schema, field: StrawberryField) -> Acted:
    """What the compiler is told of an act: its input is converted as Strawberry does it."""
    act, returns = field.metadata[ACT]
    [argument] = field.arguments
    error = error_type(act)

    async def done(desk: Desk, given: Mapping[str, Any]) -> Outcome:
        registry, config = schema.schema_converter.scalar_registry, schema.config
        input_ = convert_argument(given[argument.python_name], argument.type, registry, config)
        outcome: Outcome = await act(desk, **plain(input_))
        return outcome

    def errors(desk: Desk, outcome: Outcome) -> list[Any]:
        return told_refusals(desk.language, error, outcome.refusals)

    records = {to_camel_case(key): Record(key, each.kind, each.type.__name__) for key, each in returns.items()}
    return Acted(done, errors, records)


def plain(given: Any) -> dict[str, Any]:
    """An input as plain values: nested inputs as dicts, what was left out as None."""
    return {each.name: _plain(getattr(given, each.name)) for each in dataclasses.fields(given)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return plain(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if value is strawberry.UNSET else value


def _payload_type(act: Act, returns: Mapping[str, Returned], extra: Mapping[str, tuple[Any, Any]]) -> type:
    name = _capital(act.name)
    error = error_type(act)
    fields: dict[str, tuple[Any, Any]] = {
        **{key: (each.type | None, structural(each.description, _record(key, each))) for key, each in returns.items()},
        **extra,
        "user_errors": (
            list[error],  # type: ignore[valid-type]
            structural("Why it was not done; empty when it was 未办理的原因.", _user_errors(error)),
        ),
        "replayed": (
            bool,
            structural("Whether it is the first answer to this key again 是否重复提交.", _replayed),
        ),
    }
    return _type(f"{name}Payload", f"What came of {act.name}.", fields)


@cache
def error_type(act: Act) -> type:
    """The type of an act's user errors, with an enum of every code that the act may answer."""
    name, unique = _capital(act.name), {refusal.code(): refusal for refusal in act.refusals}
    named: Any = Enum(f"{name}ErrorCode", {code: code for code in sorted(unique)})  # type: ignore[misc]
    codes: Any = strawberry.enum(named, description=f"Every code with which {_small(name)} may answer no.")
    for value in codes.__strawberry_definition__.values:
        refusal = unique[value.name]
        value.description = f"{refusal.en} {refusal.zh}"
    fields = {
        "code": (codes, structural("The refusal's code 代码.")),
        "message": (str, structural("The refusal as a sentence, in the request's language 说明.")),
        "path": (list[str], structural("Where in the input the fault lies; empty when it lies in the case 输入位置.")),
    }
    return _type(f"{name}UserError", f"Why {_small(name)} was not done.", fields)


def _type(name: str, description: str, fields: Mapping[str, tuple[Any, Any]]) -> type:
    namespace = {key: field for key, (_, field) in fields.items()}
    namespace["__annotations__"] = {key: annotation for key, (annotation, _) in fields.items()}
    made: type = strawberry.type(type(name, (), namespace), description=description)
    return made


def _record(key: str, returned: Returned) -> Callable[..., Any]:
    name = returned.type.__name__

    async def resolve(root: Payload, info: Info) -> Any:
        id_ = root.outcome.result.get(key)
        return await info.context.loader(returned.kind, name).load(id_) if id_ else None

    return resolve


def _user_errors(error: type) -> Callable[..., Any]:
    def resolve(root: Payload, info: Info) -> list[Any]:
        return told_refusals(info.context.desk.language, error, root.outcome.refusals)

    return resolve


def told_refusals(language: Language, error: type, refusals: Sequence[Refusal]) -> list[Any]:
    """Refusals as user errors, in the viewer's language."""
    return [
        error(code=refusal.code(), message=refusal.message(language), path=list(refusal.path)) for refusal in refusals
    ]


def _replayed(root: Payload) -> bool:
    return root.outcome.replayed


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _small(name: str) -> str:
    return name[0].lower() + name[1:]
