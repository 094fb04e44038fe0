"""Sexual violence is read for what it is, so that it is kept back (standards A12): beside whatever else is told, and alone where a party is accused."""

from __future__ import annotations

import pytest

from tawthiq.domain.document import Document, Published
from tawthiq.pipeline import extract_one

GRAVE = "sexual_violence"


def _kinds(text: str) -> list[set[str]]:
    read = extract_one(Document(id="d", text=text, published=Published(basis="none")))
    return [{account.kind, *account.labels} for account in read.accounts]


@pytest.mark.parametrize(
    "text",
    [
        "قتلت قوات النظام تسعة مدنيين في بلدة الحولة يوم 6 أيار 2014، ووثق ناشطون اغتصاب نساء قبل قتلهن.",
        "قالت شبكة محلية إن نساء تعرضن للاغتصاب على يد عناصر من قوات النظام في بلدة الحولة يوم 6 أيار 2014، وقُتل شخصان.",
        "اعتقلت قوات النظام 14 شخصاً في مدينة داريا يوم 6 أيار 2014 وارتكب عناصرها جرائم العنف الجنسي.",
        "Regime forces killed nine civilians in Houla on 6 May 2014 and raped women before killing them, activists said.",
        "Gunmen shot dead three men and sexually assaulted two women in the town of Nawa on 3 May 2014.",
        "Ten people were detained in Daraya on 6 May 2014, and survivors spoke of sexual violence by soldiers.",
    ],
)
def test_it_is_kept_with_whatever_else_is_told(text: str) -> None:
    assert [GRAVE in kinds for kinds in _kinds(text)] == [True]


def test_it_is_told_without_a_count_where_a_party_is_accused() -> None:
    accused = "قال ناشطون إن عناصر من قوات النظام ارتكبوا جرائم اغتصاب بحق نساء في بلدة الحولة يوم 6 أيار 2014."
    assert [GRAVE in kinds for kinds in _kinds(accused)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "A court in Aleppo sentenced a man to six years for rape on 6 May 2014.",
        "قضت محكمة في مدينة حلب يوم 6 أيار 2014 بسجن رجل أدين بجريمة اغتصاب.",
        "The singer denied the allegations of sexual assault in Damascus on 6 May 2014.",
    ],
)
def test_what_courts_and_gossip_speak_of_is_no_incident(text: str) -> None:
    assert _kinds(text) == []


def test_land_that_is_taken_is_none() -> None:
    text = "اغتصب الاحتلال الأرض، وقتلت غارة خمسة مدنيين في مدينة سراقب يوم 6 أيار 2014."
    assert [GRAVE in kinds for kinds in _kinds(text)] == [False]
