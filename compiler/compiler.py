"""The compiler: answers an operation by its plan, or says why it is the reference executor's."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from authorization.official import ViewerClass
from compiler.cache import Cache
from compiler.declaration import Catalogue
from compiler.document import Operation, read_operation
from compiler.plan import Plan
from compiler.reason import NotCompilable, Reason
from compiler.rows import Run
from documents.outage import DatabaseUnavailable
from documents.reading import RowUnfit
from resolvers.desk import Desk
from resolvers.fault import RequestFault
from resolvers.read_log import Reads

MAX_OPERATIONS = 1000
MAX_TEXT = 1024 * 1024  # characters of all documents that are kept; parsed they weigh a hundred times as much
Kept = Operation | NotCompilable
HIT, COMPILED = FOUND = ("HIT", "COMPILED")


@dataclass(slots=True)
class Compiler:
    """Plans by document text, operation name, viewer class and conditions; counts what became of each operation.

    `counts` has HIT or COMPILED for each plan that was found or made, and a `Reason` for each operation that the
    reference executor answers, also where a plan was found and met an error.
    """

    catalogue: Catalogue
    counts: Counter[str] = field(default_factory=Counter)
    operations: Cache[tuple[str, str | None], Kept] = field(
        default_factory=lambda: Cache(MAX_OPERATIONS, heaviest=MAX_TEXT)
    )

    async def answer(
        self,
        desk: Desk,
        text: str,
        given: Mapping[str, Any] | None,
        name: str | None,
        done: dict[str, Any],
        reads: Reads,
    ) -> dict[str, Any]:
        """The answer's `data` and `extensions`; `done` is told of each act that was done, `reads` of what is read.

        Raises `NotCompilable` when the reference executor must answer, which does not do those acts again.
        """
        try:
            plan, variables = self.plan(desk.viewer, text, given, name)
            reads.operation = plan.name
            data = await plan.answer(Run(desk, variables, reads, done))
        except NotCompilable as no:
            raise self._counted(no) from None
        except (RequestFault, GraphQLError) as fault:
            raise self._counted(NotCompilable(Reason.FAULT)) from fault
        except RowUnfit as unfit:
            raise self._counted(NotCompilable(Reason.UNFIT)) from unfit
        except DatabaseUnavailable as outage:
            raise self._counted(NotCompilable(Reason.OUTAGE)) from outage
        return {"data": data, "extensions": plan.extensions} if plan.extensions else {"data": data}

    def _counted(self, no: NotCompilable) -> NotCompilable:
        self.counts[no.reason] += 1
        return no

    def plan(
        self, viewer: ViewerClass, text: str, given: Mapping[str, Any] | None, name: str | None
    ) -> tuple[Plan, VariableValues]:
        """The plan of an operation for a viewer class, and the variables. Raises `NotCompilable`."""
        operation = self.operations.get((text, name))
        if operation is None:
            operation = read_operation(self.catalogue, text, name)
            if not isinstance(operation, NotCompilable) or operation.reason is not Reason.LITERAL_INPUT:
                self.operations.keep((text, name), operation, len(text))
        if isinstance(operation, NotCompilable):
            raise NotCompilable(operation.reason, operation.detail)
        variables = operation.variables(self.catalogue, given)
        key = viewer, operation.flags(variables)
        plan, found = operation.plans.get(key), HIT
        if plan is None:
            plan, found = operation.plans.keep(key, operation.compiled(self.catalogue, viewer, variables)), COMPILED
        if isinstance(plan, NotCompilable):
            raise NotCompilable(plan.reason, plan.detail)
        self.counts[found] += 1
        return plan, variables
