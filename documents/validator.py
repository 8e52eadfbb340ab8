"""Validators that MongoDB itself enforces, made from the documents' own models."""

import types
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from beanie import Document
from bson.binary import Binary
from pydantic import BaseModel, InstanceOf
from pydantic.fields import FieldInfo

_BSON = {str: "string", bool: "bool", Decimal: "decimal", datetime: "date", Binary: "binData"}
Schema = dict[str, Any]


def validator(model: type[BaseModel]) -> Schema:
    """The `$jsonSchema` of a document: its stored names, types, patterns and lengths, and nothing besides."""
    return {"$jsonSchema": _object(model)}


def _object(model: type[BaseModel]) -> Schema:
    fields = {field.alias or name: field for name, field in model.model_fields.items() if name != "revision_id"}
    properties = {alias: _field(field) for alias, field in fields.items()}
    return {
        "bsonType": "object",
        "required": sorted(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _field(field: FieldInfo) -> Schema:
    schema = _type(field.annotation)
    for bound in field.metadata:
        schema |= _bounds(bound, array=schema.get("bsonType") == "array")
    return schema


def _bounds(bound: Any, *, array: bool) -> Schema:
    lower, upper = ("minItems", "maxItems") if array else ("minLength", "maxLength")
    found = {
        "pattern": getattr(bound, "pattern", None),
        lower: getattr(bound, "min_length", None),
        upper: getattr(bound, "max_length", None),
    }
    return {key: value for key, value in found.items() if value is not None}


def _type(annotation: Any) -> Schema:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments)
    if origin in (Union, types.UnionType):
        return _nullable(next(each for each in arguments if each is not type(None)))
    if origin is list:
        return {"bsonType": "array", "items": _type(arguments[0])}
    if origin is dict or annotation is dict:
        return {"bsonType": "object"}
    return _plain(annotation)


def _annotated(arguments: tuple[Any, ...]) -> Schema:
    schema = _type(Binary if arguments[0] is InstanceOf[Binary] else arguments[0])
    for bound in arguments[1:]:
        for each in getattr(bound, "metadata", [bound]):
            schema |= _bounds(each, array=schema.get("bsonType") == "array")
    return schema


def _nullable(annotation: Any) -> Schema:
    return {"anyOf": [_type(annotation), {"bsonType": "null"}]}


def _plain(annotation: Any) -> Schema:
    if issubclass(annotation, BaseModel) and not issubclass(annotation, Document):
        return _object(annotation)
    if issubclass(annotation, Enum):
        return {"bsonType": "string", "enum": [each.value for each in annotation]}
    if annotation is int:
        return {"bsonType": ["int", "long"]}
    return {"bsonType": _BSON[annotation]}
