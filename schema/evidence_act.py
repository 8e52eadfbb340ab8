"""The acts on papers: announce one and send it to the store, take it into the file, open it."""

from typing import Any

import strawberry

from authorization.scope import Kind
from casework.evidence import EvidenceKind
from casework.purpose import Purpose
from resolvers import evidence
from resolvers.evidence_link import download_link, upload_form
from schema.act import Payload, Returned, mutation
from schema.context import Info
from schema.evidence import Evidence
from schema.field import structural
from schema.input import KEY, REVISION, input_type, told
from schema.scalar import Moment

RETURNS = {"evidence": Returned(Evidence, Kind.EVIDENCE, "The paper as it now stands 材料.")}
ID = "The paper 材料标识."


@strawberry.type(description="A field or header with its value 名称与值.")
class NamedValue:
    name: str = structural("Its name 名称.")
    value: str = structural("Its value 值.")


@strawberry.type(description="How the file is sent to the store, within minutes 上传表单.")
class Upload:
    method: str = structural(
        "POST: all fields as multipart/form-data, then the file as `file`. PUT: the bytes, with the headers 方法."
    )
    url: str = structural("Where to 地址.")
    fields: list[NamedValue] = structural("Fields of the form 表单字段.")
    headers: list[NamedValue] = structural("Headers 请求头.")
    expires_at: Moment = structural("The last moment 失效时刻.")


@strawberry.type(description="A link to one version of one paper, for minutes 查阅链接.")
class Link:
    url: str = structural("Where to 地址.")
    expires_at: Moment = structural("The last moment 失效时刻.")


@input_type("Input of requestEvidenceUpload.")
class RequestEvidenceUploadInput:
    idempotency_key: str = told(KEY)
    application_id: str = told("The case 申请标识.")
    kind: EvidenceKind = told("What it is 材料类别.")
    title: str = told("What it is called, in a few words 题名.")
    size: int = told("Bytes 大小.")
    media_type: str = told("Media type: PDF, OFD, JPEG, PNG or TIFF 格式.")
    sha256: str = told("SHA-256 of the bytes, 64 lower-case hexadecimal digits 数字摘要.")


@input_type("Input of completeEvidenceUpload.")
class CompleteEvidenceUploadInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    expected_revision: int = told(REVISION)


@input_type("Input of openEvidence.")
class OpenEvidenceInput:
    idempotency_key: str = told(KEY)
    id: str = told(ID)
    purpose: Purpose | None = told("What for; demanded where the kind is masked for the viewer 查阅目的.", default=None)


def _named(values: dict[str, str]) -> list[NamedValue]:
    return [NamedValue(name=name, value=value) for name, value in values.items()]


async def _upload(root: Payload, info: Info) -> Upload | None:
    form = await upload_form(info.context.desk, root.outcome)
    if form is None:
        return None
    return Upload(
        method=form.method,
        url=form.url,
        fields=_named(form.fields),
        headers=_named(form.headers),
        expires_at=Moment(form.expires_at),
    )


async def _link(root: Payload, info: Info) -> Link | None:
    link = await download_link(info.context.desk, root.outcome)
    return None if link is None else Link(url=link.url, expires_at=Moment(link.expires_at))


EVIDENCE_ACTS: list[Any] = [
    mutation(
        evidence.request_evidence_upload,
        RequestEvidenceUploadInput,
        "Announces a paper and signs the form by which it is sent 申请上传材料.",
        RETURNS,
        {
            "upload": (
                Upload | None,
                structural("The form, signed anew with each answer; null once the paper is in the file.", _upload),
            )
        },
    ),
    mutation(
        evidence.complete_evidence_upload,
        CompleteEvidenceUploadInput,
        "Verifies what arrived and takes it into the file, under lock 完成上传.",
        RETURNS,
    ),
    mutation(
        evidence.open_evidence,
        OpenEvidenceInput,
        "Opens a paper for five minutes, which the read log says 查阅材料.",
        RETURNS,
        {
            "link": (
                Link | None,
                structural("The link; with the first answer again it lives no longer than the first did.", _link),
            )
        },
    ),
]
