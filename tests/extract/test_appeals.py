"""Calls for help."""

import pytest

from tawthiq.extract.appeals import find_appeals
from tests.extract.reading import context


def test_an_arabic_appeal_has_caller_addressees_demand_and_people_at_risk() -> None:
    text = 'طالب مجلس البلدة في بيان موجه إلى "الصليب الأحمر، ومجلس الأمن" التدخل لإنقاذ 450 مدنياً يعيشون تحت الحصار.'
    (found,) = find_appeals(context(text))
    assert found.by == "مجلس البلدة"
    assert found.to == ("الصليب الأحمر", "مجلس الأمن")
    assert found.demand.startswith("التدخل لإنقاذ 450")
    assert found.people_at_risk is not None
    assert (found.people_at_risk.harm, found.people_at_risk.group) == ("besieged", "civilian")
    assert found.people_at_risk.count.low == 450
    assert text[found.quote.span.start : found.quote.span.end] == found.quote.text


def test_a_call_that_is_sent_out_is_the_senders() -> None:
    (found,) = find_appeals(context("وجّه أهالي الحي نداء استغاثة للمجتمع الدولي لفتح ممر آمن."))
    assert found.by == "أهالي الحي"
    assert found.to == ("المجتمع الدولي",)
    assert found.demand == "لفتح ممر آمن"
    assert found.people_at_risk is None


def test_an_english_appeal() -> None:
    (found,) = find_appeals(
        context("The town council appealed to the United Nations and the Red Cross to evacuate 300 besieged civilians.")
    )
    assert found.by == "The town council"
    assert found.to == ("United Nations", "Red Cross")
    assert found.demand == "to evacuate 300 besieged civilians"
    assert found.people_at_risk is not None
    assert found.people_at_risk.count.value == 300


def test_a_short_name_stands_for_the_longer_one_before_it() -> None:
    text = "ناشد المجلس المحلي في البلدة المجتمع الدولي وقف القصف. ودعا المجلس الأمم المتحدة إلى حماية المدنيين."
    assert [a.by for a in find_appeals(context(text))] == ["المجلس المحلي في البلدة"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "دعا الرجل أصدقاءه إلى العشاء.",
        "The officer asked the driver to stop.",
        "قتل 7 مدنيين في غارة على السوق.",
        "The United Nations said that 300 people were displaced.",
    ],
)
def test_ordinary_asking_is_no_appeal(text: str) -> None:
    assert find_appeals(context(text)) == []
