"""The papers of some cases (佐证材料): generated scans in the real store, registered and stored as uploads are."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from casework.evidence import EVIDENCE_LABELS, EvidenceKind, EvidenceState, check_declared
from casework.matter import State
from casework.office import Role
from casework.retention import final_retention, provisional_retention
from documents.application import ApplicationDocument, HandlerPart
from documents.evidence import EvidenceDocument
from documents.transaction import Deed
from resolvers.act import Act
from resolvers.evidence import complete_evidence_upload, request_evidence_upload
from seed.office import Office
from seed.paper import media_type_of, scanned
from storage.evidence_key import evidence_key
from storage.evidence_store import EvidenceStore

_DECISIONS = {State.CONFIRMED: EvidenceKind.CONFIRMATION_NOTICE, State.REFUSED: EvidenceKind.REFUSAL_NOTICE}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: when it came into the file, and who put it there."""

    kind: EvidenceKind
    on: date
    by: HandlerPart


@dataclass(frozen=True, slots=True)
class Archivist:
    """Files the papers of cases that are not flushed yet, for each paper fences its case."""

    office: Office
    store: EvidenceStore

    async def file_all(self, cases: list[ApplicationDocument]) -> list[EvidenceDocument]:
        """Two or three papers for each case, stored one after the other."""
        return [await self._filed(case, paper) for case in cases for paper in self._papers(case)]

    def _papers(self, case: ApplicationDocument) -> Iterator[Paper]:
        window = self.office.staff.handler(Role.TOWNSHIP_WINDOW, case.township or "")
        yield Paper(EvidenceKind.APPLICATION_FORM, date.fromisoformat(case.filed_on), window)
        if case.surveys:
            yield Paper(EvidenceKind.SURVEY_FORM, date.fromisoformat(case.surveys[0].on), case.surveys[0].by)
        if case.notices:
            notice = case.notices[-1]
            yield Paper(EvidenceKind.NOTICE_PHOTO, date.fromisoformat(notice.posted_on), notice.by)
        if case.decided_on:
            yield Paper(_DECISIONS[case.state], date.fromisoformat(case.decided_on), window)

    async def _filed(self, case: ApplicationDocument, paper: Paper) -> EvidenceDocument:
        content, media_type = scanned(paper.kind, case.number), media_type_of(paper.kind)
        sha256 = hashlib.sha256(content).hexdigest()
        check_declared(len(content), media_type, sha256)
        at = self.office.chance.moment(paper.on)
        evidence = self._requested(case, paper, at, size=len(content), media_type=media_type, sha256=sha256)
        self._keep(evidence, request_evidence_upload, paper, at)
        now = datetime.now(UTC).replace(microsecond=0)
        evidence.retain_until = provisional_retention(now)
        evidence.version_id = await self.store.deposit(
            evidence.key, content, media_type=media_type, retain_until=evidence.retain_until
        )
        self.office.bulk.fence(case)
        evidence.retention_due = final_retention(case.state, now) if case.ended else None
        evidence.state, evidence.stored_on = EvidenceState.STORED, paper.on.isoformat()
        self._keep(evidence, complete_evidence_upload, paper, at + timedelta(seconds=20))
        return evidence

    def _requested(
        self, case: ApplicationDocument, paper: Paper, at: datetime, *, size: int, media_type: str, sha256: str
    ) -> EvidenceDocument:
        id_ = self.office.chance.id("evd", at)
        return EvidenceDocument(
            id=id_,
            county=case.county,
            township=case.township,
            village=case.village,
            areas=case.areas,
            shared_with=case.shared_with,
            case_id=case.id,
            case_number=case.number,
            kind=paper.kind,
            title=EVIDENCE_LABELS[paper.kind][0],
            state=EvidenceState.REQUESTED,
            size=size,
            media_type=media_type,
            sha256=sha256,
            key=evidence_key(case.county, case.id, id_),
            requested_on=paper.on.isoformat(),
            requested_by=paper.by,
            external_reference=case.external_reference,
        )

    def _keep(self, evidence: EvidenceDocument, act: Act, paper: Paper, at: datetime) -> None:
        self.office.bulk.keep(evidence, Deed(paper.by.official_id, act.name, act.basis, paper.on), at)
