"""Names of people whom no reading keeps leave with no sentence; places, units and parties that sound like names stay."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tawthiq.domain.document import Document
from tawthiq.domain.register import Register
from tawthiq.domain.span import Span
from tawthiq.pipeline import extract_all, make_register
from tawthiq.publish.exports.formats import FORMATS
from tawthiq.publish.names_in_arabic import names_in_arabic
from tawthiq.publish.private_names import private_names, without_private
from tawthiq.publish.trace import Trace
from tawthiq.publish.words_around_names import words
from tests.publish.registers import write_register
from tests.publish.test_formats import exported, unpacked

NAMED = {
    "قُتل 5 مدنيين بينهم الممرضة سعاد كامل الناصر في غارة على البلدة.": ["سعاد كامل الناصر"],
    "قتلت الطفلة مريم سليم وأخوها في القصف، وأصيبت والدتها هدى.": ["مريم سليم", "هدى"],
    "وقال شاهد العيان عمر الصوفي إن الطائرة عادت.": ["عمر الصوفي"],
    "استشهد محمود فارس العلي برصاص قناص.": ["محمود فارس العلي"],
    "والضحايا هم:\n- سامر أيمن الدالي\n- رنا الدالي\n- وائل سعيد": ["سامر أيمن الدالي", "رنا الدالي", "وائل سعيد"],
    "وقالت أم سامر إن ابنها خرج، وأضاف أبو وليد الخالد أنه رآه.": ["أم سامر", "أبو وليد الخالد"],
    "أُصيب المسعف عبد الرحمن الحمود وزميله.": ["عبد الرحمن الحمود"],
    "A nurse, Huda al-Masri, was killed, and her son Karim died of his wounds.": ["Huda al-Masri", "Karim"],
    "Samir, 41, a shopkeeper, said the shells fell at noon. Dr. Nabil Haddad treated him.": ["Samir", "Nabil Haddad"],
    "The witness Lina Abu Zaid fled. Rami Saleh, a resident of the village, stayed.": ["Lina Abu Zaid", "Rami Saleh"],
    # what no list knows, by its shape and by what stands around it
    "عثر الأهالي على فتاة تدعى شهربان قرب النهر.": ["شهربان"],
    "أصيب الشاب زورو محمد العمر بشظية، ونقل الطفل هورين (7 سنوات) إلى المشفى.": ["زورو محمد العمر", "هورين"],
    "واستشهد شيفكر محمد خلال القصف.": ["شيفكر محمد"],
    "وقضى في السجن رزكار بن حسن بن خلف الزيدي.": ["رزكار بن حسن بن خلف الزيدي"],
    "وكان سالم ماجد الحسن (41 عاماً) في متجره.": ["سالم ماجد الحسن"],
    "شاهد خالد منير العلي، وهو من سكان الحي، الطائرة.": ["خالد منير العلي"],
    "وصلت جثة عبد المعطي حمود السالم (30 عاماً) أمس.": ["عبد المعطي حمود السالم"],
    "A shepherd named Zoro Hesso said so. A boy from the camp called Hamo fell ill.": ["Zoro Hesso", "Hamo"],
    "He identified himself only as Zakwan. The shelling killed Nizar Qaddour and Samira Qaddour (9).": [
        "Zakwan",
        "Nizar Qaddour",
        "Samira Qaddour",
    ],
    "Khalil Hamdan was arrested at the gate, and Faris Odeh, aged 12, was with him.": ["Khalil Hamdan", "Faris Odeh"],
}
STAYS = (
    "غادر الشاب المدينة، وقال إن الطفلة فقدت والدها وإن ابنه الوحيد نجا.",
    "تدعي الجماعة أنها لم تقصف، ويدعي آخرون غير ذلك.",
    "بحث وزير الخارجية فيصل بن فرحان بن عبد الله الأمر، وقصفت كتيبة عمر بن ناصر بن علي الموقع.",
    "قصف الطيران بلدة الشيخ مسكين ومشفى الشهيد شيار.",
    "وأعلن المتحدث باسم الجيش العميد ماجد سالم العلي (50 عاماً) ذلك.",
    "A town named Hamoria was hit; an operation called Olive Branch began.",
    "Prime Minister Khalid Hamdan was injured when commander Nasser Odeh's men attacked.",
    "Forces loyal to general Samir Hamdan, 50, killed 12 people, the Syrian Observatory said.",
    "قصف الطيران حيي سيف الدولة وصلاح الدين في مدينة حلب.",
    "اشتبكت كتائب نور الدين الزنكي مع جيش خالد بن الوليد قرب قرية أبو حمام.",
    "سقطت قذائف على حي خالد بن الوليد وحي جمال عبد الناصر، ومقتل 3 مدنيين.",
    "قُتل على الطريق ثلاثة مدنيين، وقضى آخر في المدرسة.",
    "Shells hit Khan Shaykhun, 12, and Saraqib, 4, the observatory said.",
    "Civilian Casualties Rise as Child Deaths Mount in Deir ez-Zor, a province in the east.",
    "Activists said them to be al-Shaitat people; they were identified as al-Shaitat.",
    "On Tuesday, 30 people died, and the driver Syrian forces arrested was freed.",
)


@pytest.mark.parametrize("text", NAMED)
def test_private_people_are_found_by_the_words_around_their_names(text: str) -> None:
    assert [text[s.start : s.end] for s in private_names(text)] == NAMED[text]


def test_a_masked_name_is_found_however_its_letters_are_parted() -> None:
    for text in (
        "مقتل الطفلة مـ ـريم سليم",
        "مقتل الطفلة م_ـ_ريم سليم",
        "مقتل الطفلة مَر\u200fيم سليم",
        "مقتل الطفلة م*ريم سليم",
    ):
        assert [s.end for s in private_names(text)] == [len(text)], text


@pytest.mark.parametrize("text", STAYS)
def test_what_only_sounds_like_a_name_stays(text: str) -> None:
    assert [text[s.start : s.end] for s in private_names(text)] == []


def test_what_is_passed_over_unsearched_names_nobody() -> None:
    """A given name alone asks for a search only beside certain other words: never one too few."""
    known, chance = words(), random.Random(11)
    given, plain = sorted(known.given), ["على", "المدينة", "السوري", "قصف", "(34", "34)", "،", "(", "و"]
    telling = [
        sorted(w) for w in (known.given, known.inner, known.sons, known.cues, known.titles, known.harms, known.aged)
    ]
    for _ in range(8_000):
        said = [
            chance.choice([*plain, chance.choice(given), chance.choice(given)])
            if chance.random() < 0.7
            else chance.choice("،وكا") + chance.choice(chance.choice(telling))
            for _ in range(chance.randint(2, 7))
        ]  # fmt: skip
        text = " ".join(said)
        found = {(span.start, span.end) for span in names_in_arabic(text)}
        told = private_names(text)
        assert all(any(s.start <= start and end <= s.end for s in told) for start, end in found), text


def test_a_title_loses_its_names() -> None:
    assert without_private("مقتل الطبيب حسام الزين في غارة", "…") == "مقتل الطبيب … في غارة"


def test_no_quoted_sentence_names_a_victim_whom_no_reading_keeps() -> None:
    text = "قُتل 4 مدنيين بينهم الممرضة سعاد كامل الناصر في غارة جوية على مدينة كفرزيتا يوم الجمعة 3 تموز 2015. ودُفنت سعاد كامل الناصر ليلاً."
    register: Register = make_register(extract_all([Document(id="d", text=text, lang="ar")]))
    trace, document = Trace(register), register.extractions[0].document
    said = "".join(p.text for p in trace.quote(document, [(Span(4, 12), "claim")]) if p.kind != "withheld")
    assert "سعاد" not in said
    assert "4 مدنيين" in said
    assert "سعاد" not in trace.without_victims(document, text, "…")


def test_a_long_list_takes_time_in_step_with_its_length() -> None:
    text, longer = ("الطفل أحمد سالم العلي، " * n for n in (2_000, 8_000))
    took = []
    for one in (text, longer):
        began = time.process_time()
        private_names(one)
        took.append(time.process_time() - began)
    assert took[1] < 10 * max(took[0], 0.02)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_export_names_a_victim_whom_no_reading_keeps(name: str, tmp_path: Path) -> None:
    text = "قُتل 4 مدنيين بينهم الممرضة سعاد كامل الناصر في غارة جوية لقوات النظام على مدينة كفرزيتا يوم الجمعة 3 تموز 2015."
    document = Document(id="d", text=text, lang="ar", title="مقتل الممرضة سعاد كامل الناصر")
    folder = write_register(tmp_path / "register", make_register(extract_all([document])))
    exported(folder, name, tmp_path / "out")
    content = unpacked(tmp_path / "out")
    assert content
    assert "سعاد" not in content
    assert "\\u0633\\u0639\\u0627\\u062f" not in content
