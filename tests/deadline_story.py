"""A case in 珙泉镇 that was accepted on a day, and the refusals of its clock."""

from typing import Any

from casework.office import Role
from tests.api import GONGQUAN, Api
from tests.refused import Told, refusal
from tests.story import filed, morning, step

WINDOW, REVIEWER, LEADER = Role.TOWNSHIP_WINDOW, Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_LEADER
M57_10 = "《最低生活保障审核确认办法》第10条", "Measures for Confirming Dibao (2021), art. 10"
M57_22 = "《最低生活保障审核确认办法》第22条", "Measures for Confirming Dibao (2021), art. 22"
M83_4 = (
    "《关于进一步做好最低生活保障等社会救助兜底保障工作的通知》第四部分",
    "Notice on Social Assistance (2022), part four",
)


def told(code: str, zh: str, en: str, *path: str, basis: tuple[str, str] = M57_10) -> Told:
    return refusal(code, f"{zh} [{basis[0]}]", f"{en} [{basis[1]}]", *path)


AWAITED = told(
    "CORRECTIONS_AWAITED",
    "本案正在等待补正，须先登记补正结果",
    "The case waits for what is missing; record first that it was brought",
)


def accepted(api: Api, day: str, **given: Any) -> dict[str, Any]:
    case = filed(api, GONGQUAN, morning(day), **given)
    return step(api, WINDOW, "acceptApplication", case, morning(day))


def given(case: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": case["id"], "expectedRevision": case["revision"], **more}
