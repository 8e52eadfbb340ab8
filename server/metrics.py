"""What an operator's monitoring reads: how many operations were answered which way, and nothing of anybody."""

from collections.abc import Iterator, Mapping

from starlette.requests import Request
from starlette.responses import Response

from compiler.compiler import FOUND
from compiler.reason import COULD_BE_COMPILED, Reason
from schema.answering import COMPILER

# Written by hand: two counters need no library. Whoever adds histograms should take prometheus_client instead.
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


async def metrics(_request: Request) -> Response:
    """The counters of this process since it started, in Prometheus' text format."""
    return Response("\n".join(_lines(COMPILER.counts)) + "\n", media_type=MEDIA_TYPE)


def _lines(counts: Mapping[str, int]) -> Iterator[str]:
    yield "# HELP jiuzhu_plans_total Operations for which a plan was kept already (HIT) or was made (COMPILED)."
    yield "# TYPE jiuzhu_plans_total counter"
    yield from (f'jiuzhu_plans_total{{found="{each}"}} {counts[each]}' for each in FOUND)
    yield "# HELP jiuzhu_referred_total Operations that the reference executor answered, and whether a plan could have."
    yield "# TYPE jiuzhu_referred_total counter"
    for reason in Reason:
        could = str(reason in COULD_BE_COMPILED).lower()
        yield f'jiuzhu_referred_total{{reason="{reason}",compilable="{could}"}} {counts[reason]}'
