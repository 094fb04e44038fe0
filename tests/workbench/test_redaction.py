"""A redacted copy is a file of its own: what was taken out is not in it, the original is as it was, and the chain says who made it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def document(office: Path) -> Any:
    """A report that names somebody."""
    from tawthiq.workbench.register.models import Claim

    claim = Claim.objects.filter(field="person", account__document__lang="ar").order_by("pk").first()
    return claim.account.document


def names_in(document: Any) -> list[str]:
    from tawthiq.workbench.register.models import Claim

    return sorted(set(Claim.objects.filter(account__document=document, field="person").values_list("text", flat=True)))


def test_names_are_gone_from_the_text_copy(office: Path, document: Any, client_of: Callable[..., Any]) -> None:
    from tawthiq.custody.redaction import places_of
    from tawthiq.text.names import name_parts
    from tawthiq.workbench.register.models import Custody

    client, names = client_of("analyst"), names_in(document)
    before = (office / "originals" / document.sha256[:2] / document.sha256).read_bytes()
    page = client.get(f"/documents/{document.pk}/redact/").content.decode()
    assert all(name in page for name in names)
    posted = {"name": names, "phrases": document.text.split()[0], "form": "txt", "reason": "for the court"}
    done = client.post(f"/documents/{document.pk}/redact/", posted)
    copy = done.content.decode()
    assert "attachment" in done["Content-Disposition"]
    gone = [part for name in names for part in name_parts(name, shortest=3)]
    assert len(gone) > len(names)
    assert [n for n in (*gone, document.text.split()[0]) if places_of(copy, n)] == []
    sha256 = hashlib.sha256(done.content).hexdigest()
    assert (office / "redacted" / sha256[:2] / sha256).read_bytes() == done.content
    entry = Custody.objects.get(act="redacted")
    assert (entry.subject, entry.name, entry.detail["sha256"]) == (
        f"document:{document.key}",
        client.user.username,
        sha256,
    )
    assert [n for n in names if n in str(entry.detail)] == []
    document.refresh_from_db()
    assert all(name in document.text for name in names)
    assert (office / "originals" / document.sha256[:2] / document.sha256).read_bytes() == before


def test_nothing_taken_out_is_in_the_pdf(document: Any, client_of: Callable[..., Any]) -> None:
    pytest.importorskip("weasyprint")
    import pypdf

    from tawthiq.custody.redaction import places_of

    names = names_in(document)
    posted = {"name": names, "form": "pdf", "reason": "for the court"}
    done = client_of("analyst").post(f"/documents/{document.pk}/redact/", posted)
    if done.status_code == 302:
        pytest.skip("this machine cannot write PDF files")
    reader = pypdf.PdfReader(io.BytesIO(done.content))
    text = "\n".join(p.extract_text() for p in reader.pages) + str(reader.metadata) + str(reader.xmp_metadata)
    assert len(text) > 100
    assert [n for n in names if places_of(text, n)] == []
    assert document.title not in text.partition("{")[2]


def test_without_a_reason_no_copy_is_made(document: Any, client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Custody

    done = client_of("analyst").post(f"/documents/{document.pk}/redact/", {"form": "txt", "reason": " "})
    assert done.status_code == 422
    assert not Custody.objects.filter(act="redacted").exists()


def test_a_document_that_one_may_not_see_is_not_found(document: Any, client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Document

    Document.objects.filter(pk=document.pk).update(access="sealed")
    assert client_of("analyst").get(f"/documents/{document.pk}/redact/").status_code == 404


def test_names_that_no_reading_keeps_are_offered_too(
    office: Path, document: Any, client_of: Callable[..., Any]
) -> None:
    from tawthiq.workbench.register.models import Document

    Document.objects.filter(pk=document.pk).update(text="قُتلت الممرضة سعاد كامل الناصر في الغارة.")
    client = client_of("analyst")
    page = client.get(f"/documents/{document.pk}/redact/").content.decode()
    assert 'value="سعاد كامل الناصر"' in page
    assert "سعاد" not in page.rpartition("</form>")[2]
