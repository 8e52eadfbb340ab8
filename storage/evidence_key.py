"""Under which key a paper lies in the store: by ids and area codes alone, so that no key names a person."""

import re

_PART = re.compile(r"[A-Za-z0-9_-]{1,64}")


def incoming_key(evidence_id: str) -> str:
    """Where an upload arrives, before it is verified."""
    return _joined(evidence_id)


def evidence_key(county: str, case_id: str, evidence_id: str) -> str:
    """Where a verified paper stays."""
    return _joined(county, case_id, evidence_id)


def _joined(*parts: str) -> str:
    for part in parts:
        if not _PART.fullmatch(part):
            raise ValueError("a key is made of ids and area codes only")
    return "/".join(parts)
