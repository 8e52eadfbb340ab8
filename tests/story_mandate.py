"""Mandates for tests: drafted, signed, published, suspended and revoked over HTTP by those whose work it is."""

from typing import Any

from casework.mandate import MandateAct, MandateState
from casework.office import Role
from tests.api import XUNCHANG, Api

PLAN = [{"matter": "URBAN_DIBAO"}, {"matter": "RURAL_DIBAO"}, {"matter": "TEMPORARY_ASSISTANCE", "cap": "3000.00"}]
BEFORE_PILOT = "2020-04-28T09:00+08:00"
MANDATE = "mandate { id revision number state township publishedOn inForce }"
ACTS = {
    MandateAct.SIGN: ("signMandate", Role.COUNTY_APPROVER),
    MandateAct.PUBLISH: ("publishMandate", Role.COUNTY_APPROVER),
    MandateAct.SUSPEND: ("suspendMandate", Role.COUNTY_SUPERVISOR),
    MandateAct.RESUME: ("resumeMandate", Role.COUNTY_SUPERVISOR),
    MandateAct.REVOKE: ("revokeMandate", Role.COUNTY_SUPERVISOR),
}
UNKNOWN = "mdt_01AAAAAAAAAAAAAAAAAAAAAAAA"
_HELD = """query($t: String!) {
  published: mandates(township: $t, state: PUBLISHED) { edges { node { id revision township } } }
  suspended: mandates(township: $t, state: SUSPENDED) { edges { node { id revision township } } } }"""


def step_input(act: MandateAct, mandate: dict[str, Any]) -> dict[str, Any]:
    """What an act on a mandate is given, with a reason where it needs one."""
    reason = {"reason": "监督需要"} if act not in {MandateAct.SIGN, MandateAct.PUBLISH} else {}
    return {"id": mandate["id"], "expectedRevision": mandate["revision"], **reason}


def drafted_mandate(
    api: Api, area: str = XUNCHANG, valid_from: str = "2020-05-01", items: Any = None, **given: Any
) -> dict[str, Any]:
    """A draft that neither party has signed."""
    clock = given.pop("clock", BEFORE_PILOT)
    given = {"township": area, "items": items or PLAN, "validFrom": valid_from, **given}
    payload = api.act(api.person(Role.COUNTY_APPROVER), "draftMandate", clock=clock, returns=MANDATE, **given)
    assert payload["userErrors"] == [], payload
    return dict(payload["mandate"])


def mandate_step(
    api: Api, role: Role, name: str, mandate: dict[str, Any], clock: str = BEFORE_PILOT, **given: Any
) -> dict[str, Any]:
    """One act on a mandate that must succeed; the mandate as it then stands."""
    given = {"id": mandate["id"], "expectedRevision": mandate["revision"], **given}
    payload = api.act(api.person(role, mandate["township"]), name, clock=clock, returns=MANDATE, **given)
    assert payload["userErrors"] == [], payload
    return dict(payload["mandate"])


def signed_mandate(api: Api, area: str = XUNCHANG, **given: Any) -> dict[str, Any]:
    """A mandate that both parties have signed."""
    mandate = mandate_step(api, Role.COUNTY_APPROVER, "signMandate", drafted_mandate(api, area, **given))
    return mandate_step(api, Role.TOWNSHIP_LEADER, "signMandate", mandate)


def published_mandate(
    api: Api, area: str = XUNCHANG, valid_from: str = "2020-05-01", items: Any = None, **given: Any
) -> dict[str, Any]:
    """The only mandate that the township then holds: what other tests left there is revoked first."""
    without_mandate(api, area)
    mandate = signed_mandate(api, area, valid_from=valid_from, items=items, **given)
    return mandate_step(api, Role.COUNTY_APPROVER, "publishMandate", mandate)


def suspended_mandate(api: Api, area: str = XUNCHANG, **given: Any) -> dict[str, Any]:
    return mandate_step(
        api, Role.COUNTY_SUPERVISOR, "suspendMandate", published_mandate(api, area, **given), reason="抽查发现问题"
    )


def revoked_mandate(api: Api, area: str = XUNCHANG, **given: Any) -> dict[str, Any]:
    return mandate_step(
        api, Role.COUNTY_SUPERVISOR, "revokeMandate", published_mandate(api, area, **given), reason="委托终止"
    )


MANDATES = {
    MandateState.DRAFTED: drafted_mandate,
    MandateState.SIGNED: signed_mandate,
    MandateState.PUBLISHED: published_mandate,
    MandateState.SUSPENDED: suspended_mandate,
    MandateState.REVOKED: revoked_mandate,
}


def without_mandate(api: Api, area: str = XUNCHANG) -> None:
    """Revoke every mandate of a township that holds a matter."""
    found = api.ask(api.person(Role.COUNTY_SUPERVISOR), _HELD, t=area)
    for edge in (*found["published"]["edges"], *found["suspended"]["edges"]):
        mandate_step(api, Role.COUNTY_SUPERVISOR, "revokeMandate", edge["node"], reason="委托终止")
