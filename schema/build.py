"""The schema, built once: queries, acts, scalars, and the checks without which it is not built."""

from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type

from schema.application_act import APPLICATION_ACTS
from schema.application_sync import SYNC_ACTS
from schema.calendar_act import CALENDAR_ACTS
from schema.check import check_schema
from schema.evidence_act import EVIDENCE_ACTS
from schema.household_act import HOUSEHOLD_ACTS
from schema.identifier_act import IDENTIFIER_ACTS
from schema.mandate_act import MANDATE_ACTS
from schema.node import Node
from schema.operation import NamedOperationExtension
from schema.query import Query
from schema.scalar import SCALARS
from schema.supervision_act import SUPERVISION_ACTS
from schema.withheld import WithheldExtension

Mutation = create_type(
    "Mutation",
    [
        *HOUSEHOLD_ACTS,
        *IDENTIFIER_ACTS,
        *APPLICATION_ACTS,
        *SYNC_ACTS,
        *EVIDENCE_ACTS,
        *CALENDAR_ACTS,
        *MANDATE_ACTS,
        *SUPERVISION_ACTS,
    ],
    description="The acts. Each is done once under its key, whole or not at all, and a rule's no is data.",
)


class _Schema(strawberry.Schema):
    """Strawberry logs every error with its text; ours may hold a family's data, so the endpoint logs instead."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Nothing: `schema.error.told` decides what is logged and what is told."""


SCHEMA = _Schema(
    query=Query,
    mutation=Mutation,
    types=[Node],
    extensions=[NamedOperationExtension, WithheldExtension],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
check_schema(SCHEMA)
