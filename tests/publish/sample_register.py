"""A register made by hand, as the other rooms would make it: ten documents in two languages, seven incidents.

One figure is open, one incident is in conflict, one undated, one laid to two parties together, one to one or the other,
one mentioned in passing; one report is statistics with a wrong sum; one document is restricted, one a copy; some texts
are hostile. All sentences are ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tawthiq.domain.account import Account, Aggregate, Appeal, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.document import Document, Published, Unreadable
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Conflict, Incident, Link, Origin, Reason, Responsibility, TollRange
from tawthiq.domain.register import Register
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention

HOSTILE_TITLE = '<script>alert(1)</script> Strike on "hospital" & street'
HOSTILE_PUBLISHER = "=cmd|'/C calc'!A0"
VICTIM = "سلمى العلي"


def quote(document: Document, words: str, nth: int = 0) -> Quote:
    """The nth place where `words` stand in the document."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(words, at + 1)
    return Quote.of(document.text, Span(at, at + len(words)))


def _day(year: int, month: int, day: int, basis: str = "given") -> Published:
    return Published(date(year, month, day), date(year, month, day), basis)


ANNIVERSARY = Document(
    "ar-anniversary",
    "تمر اليوم ذكرى ما جرى في حيي الجورة والقصور بمدينة دير الزور. في 25 أيلول 2012 دخلت قوات من الحرس الجمهوري بقيادة "
    "عصام زهر الدين الحيين وقتلت بالرصاص والذبح والحرق أكثر من 400 شخص بحسب شبكة محلية. ويقول ناشطون إن العدد نحو 300 "
    "شخص في اليوم الأول.\nوكانت قذائف قد سقطت على حي العرضي قبل ذلك بأسبوع وقتلت 3 أشخاص.",
    title="ذكرى مجزرة الجورة والقصور",
    publisher="صوت الفرات",
    url="https://example.org/ar/joura?id=1&x=<b>",
    published=_day(2020, 9, 25, "text"),
    sha256="a" * 64,
)
FEATURE = Document(
    "en-feature",
    "Thirteen years ago, on September 25, 2012, soldiers of the 105th Brigade went from house to house in al-Joura and "
    "al-Qusour. About 500 people were killed, the Syrian Network for Human Rights said. Their commander was Issam "
    "Zahreddine. Other counts speak of more than 500 victims.",
    lang="en",
    title="Deir ez-Zor remembers",
    publisher="Euphrates Review",
    url="https://example.org/en/remembers",
    published=_day(2025, 12, 15),
)
COPY = replace(FEATURE, id="en-copy", title="Remembering Deir ez-Zor", publisher="Daily Reprint", url="")
UNDATED = Document(
    "ar-undated",
    f"قُتل 7 مدنيين، بينهم طفلان، وأصيب العشرات ليلة أمس الأحد في غارات لطيران روسي على حي الحميدية، وفق ما قال المجلس "
    f"المحلي. ومن بين القتلى {VICTIM} وهي معلمة. وفي فجر الاثنين قُتلت عائلة نازحة في السوسة. ودعا المجلس المحلي الأمم "
    "المتحدة والصليب الأحمر إلى فتح ممر آمن لنحو 700 محاصر. وقال المجلس إن 33 مدنياً قُتلوا خلال أيلول وتشرين الأول.",
    title="غارات على الحميدية",
    publisher="شبكة دير الزور",
)
HOSPITAL_EN = Document(
    "en-hospital",
    "Warplanes hit a field hospital in the Sakhour quarter of Aleppo on 14 November 2016, killing 12 people, a doctor "
    "said. <img src=x onerror=alert(2)> The ministry denied it. At least 20 were injured.",
    lang="en",
    title=HOSTILE_TITLE,
    publisher=HOSTILE_PUBLISHER,
    url="javascript:alert(3)",
    published=_day(2016, 11, 15),
)
HOSPITAL_AR = Document(
    "ar-hospital",
    "استهدف الطيران الحربي مشفى ميدانياً في حي الصاخور بحلب يوم 14 تشرين الثاني 2016 وقتل 9 أشخاص. ثم ارتفعت الحصيلة "
    "إلى 30 قتيلاً بعد انتشال الجثث! ونفت القوات الروسية مسؤوليتها.",
    title="قصف مشفى في الصاخور",
    publisher="حلب الآن",
    published=_day(2016, 11, 16),
)
MARKET = Document(
    "ar-market",
    "شنّ الطيران السوري والروسي معاً غارات على سوق معرة النعمان في 5 كانون الأول 2016 وقتل 18 شخصاً وأصاب 40 آخرين، وصفها "
    "الدفاع المدني بالمجزرة. \u202eنص مقلوب",
    title="سوق معرة النعمان",
    publisher="إدلب برس",
    published=_day(2016, 12, 6),
)
ROAD = Document(
    "en-road",
    "A mine killed between two and four farmers somewhere in Daraa governorate in 2017. In late June that year a shell "
    "fired by government forces or by a rebel faction killed one child in Daraa city.",
    lang="en",
    title="Mines in the south",
    publisher="Hauran Monitor",
    published=_day(2018, 1, 9),
)
STATISTICS = Document(
    "ar-statistics",
    "أحصى المكتب 30 مجزرة خلال الربع الأخير من عام 2016.\n- تشرين الأول 10 مجازر.\n- تشرين الثاني 12 مجزرة.\n"
    "- كانون الأول 9 مجازر.\nوسقط 210 قتلى، 40% منهم نساء وأطفال.",
    title="إحصائية الربع الأخير",
    publisher="مكتب إحصاء",
    published=_day(2017, 1, 3, "metadata"),
)
SEALED = Document(
    "sealed-1",
    "A protected witness named the guard of the SECRET prison, where 5 people died.",
    lang="en",
    title="SECRET testimony",
    publisher="SECRET source",
    restricted=True,
)


def _place(ident: str, level: str, en: str, ar: str, governorate: str, lat: float | None, lon: float | None) -> Place:
    return Place(ident, level, en, ar, governorate, "sy", governorate, lat, lon)


def mention(document: Document, words: str, place: Place, governorate_en: str, precision: str) -> PlaceMention:
    """A place as the document names it."""
    return PlaceMention(place, "Syria", governorate_en, precision, quote(document, words))


JOURA = _place("sy.deir-ez-zor.joura", "neighbourhood", "al-Joura", "الجورة", "sy.deir-ez-zor", 35.331, 40.117)
HAMIDIYAH = _place("sy.dz.hamidiyah", "neighbourhood", "al-Hamidiyah", "الحميدية", "sy.deir-ez-zor", 35.338, 40.146)
SAKHOUR = _place("sy.aleppo.sakhour", "neighbourhood", "al-Sakhour", "الصاخور", "sy.aleppo", 36.2123, 37.1934)
MAARAT = _place("sy.idlib.maarat", "city", "Maarrat al-Numan", "معرة النعمان", "sy.idlib", 35.643, 36.668)
DARAA = Place("sy.daraa", "governorate", "Daraa", "درعا", "sy", "sy", None, 32.619, 36.102)
DARAA_CITY = _place("sy.daraa.city", "city", "Daraa", "درعا", "sy.daraa", 32.625, 36.106)

GOV = ("gov", "Syrian government forces (to 8 Dec 2024)", "قوات الحكومة السورية (حتى 8-12-2024)")
RUS = ("rus", "Russian forces", "القوات الروسية")
OPP = ("opp", "armed opposition factions", "فصائل المعارضة المسلحة")


def exact(n: int) -> Count:
    """Exactly `n` people."""
    return Count(n, n, n)


def _toll(document: Document, words: str, count: Count, harm: str = "killed", **more: object) -> Toll:
    base = Toll(harm, None, count, quote(document, words), f"toll.{count.qualifier.replace('_', '-')}")
    return replace(base, **more)  # type: ignore[arg-type]


def _by(document: Document, words: str, source_type: str) -> Attribution:
    return Attribution(quote(document, words), source_type)


def _actor(document: Document, words: str, actor: tuple[str, str, str], role: str, mode: str = "sole") -> ActorMention:
    return ActorMention(*actor, role, quote(document, words), mode, rule="actor.subject")


def _absolute(document: Document, words: str, start: date, end: date, precision: str = "T2") -> When:
    return When(start, end, precision, "absolute", quote(document, words), "date.absolute")


_SEP25 = date(2012, 9, 25)
_NOV14 = date(2016, 11, 14)
_DEC5 = date(2016, 12, 5)
_NIGHT = When(None, None, "T3", "unresolved", quote(UNDATED, "ليلة أمس الأحد"), "date.relative", "weekday 7")


def _feature_account(document: Document) -> Account:
    said = _by(document, "the Syrian Network for Human Rights said", "hr_org")
    return Account(
        "summary_execution",
        date=_absolute(document, "September 25, 2012", _SEP25, _SEP25),
        place=mention(document, "al-Joura", JOURA, "Deir ez-Zor", "P3"),
        actors=(_actor(document, "the 105th Brigade", GOV, "alleged_perpetrator"),),
        persons=(PersonMention("Issam Zahreddine", "commander", quote(document, "Issam Zahreddine"), "zahreddine"),),
        tolls=(
            _toll(document, "About 500 people", Count(500, 500, 500, "about"), attribution=said),
            _toll(document, "more than 500 victims", Count(501, None, 500, "more_than"), loaded_term=True),
        ),
    )


_ANNIVERSARY_ACCOUNTS = (
    Account(
        "summary_execution",
        labels=("massacre", "burning_alive"),
        date=_absolute(ANNIVERSARY, "25 أيلول 2012", _SEP25, _SEP25),
        place=mention(ANNIVERSARY, "الجورة", JOURA, "Deir ez-Zor", "P3"),
        actors=(_actor(ANNIVERSARY, "قوات من الحرس الجمهوري", GOV, "alleged_perpetrator"),),
        weapons=(
            WeaponMention("small_arms", quote(ANNIVERSARY, "بالرصاص")),
            WeaponMention("knife", quote(ANNIVERSARY, "الذبح")),
            WeaponMention("fire", quote(ANNIVERSARY, "الحرق")),
        ),
        persons=(PersonMention("عصام زهر الدين", "commander", quote(ANNIVERSARY, "عصام زهر الدين"), "zahreddine"),),
        tolls=(
            _toll(
                ANNIVERSARY,
                "أكثر من 400 شخص",
                Count(401, None, 400, "more_than"),
                attribution=_by(ANNIVERSARY, "شبكة محلية", "local_network"),
            ),
            _toll(ANNIVERSARY, "نحو 300 شخص", Count(300, 300, 300, "about"), superseded=True),
        ),
    ),
    Account(
        "shelling",
        background=True,
        place=mention(ANNIVERSARY, "دير الزور", JOURA, "Deir ez-Zor", "P3"),
        tolls=(_toll(ANNIVERSARY, "3 أشخاص", exact(3)),),
    ),
)
_UNDATED_ACCOUNTS = (
    Account(
        "airstrike",
        date=_NIGHT,
        place=mention(UNDATED, "الحميدية", HAMIDIYAH, "Deir ez-Zor", "P3"),
        actors=(_actor(UNDATED, "طيران روسي", RUS, "alleged_perpetrator"),),
        weapons=(WeaponMention("aircraft_unspec", quote(UNDATED, "طيران")),),
        persons=(PersonMention(VICTIM, "victim", quote(UNDATED, VICTIM)),),
        tolls=(
            _toll(UNDATED, "7 مدنيين", exact(7), group="civilian"),
            _toll(UNDATED, "طفلان", exact(2), group="child", of=0),
            _toll(UNDATED, "العشرات", Count(10, 24, None, "vague", "tens"), "injured"),
        ),
    ),
)
_HOSPITAL_EN = Account(
    "airstrike",
    labels=("attack_medical",),
    date=_absolute(HOSPITAL_EN, "14 November 2016", _NOV14, _NOV14),
    place=mention(HOSPITAL_EN, "Sakhour", SAKHOUR, "Aleppo", "P2"),
    tolls=(
        _toll(HOSPITAL_EN, "12 people", exact(12), attribution=_by(HOSPITAL_EN, "a doctor", "medical")),
        _toll(HOSPITAL_EN, "At least 20", Count(20, None, 20, "at_least"), "injured"),
    ),
)
_HOSPITAL_AR = Account(
    "airstrike",
    date=_absolute(HOSPITAL_AR, "14 تشرين الثاني 2016", _NOV14, _NOV14),
    place=mention(HOSPITAL_AR, "الصاخور", SAKHOUR, "Aleppo", "P3"),
    actors=(_actor(HOSPITAL_AR, "القوات الروسية", RUS, "denied"),),
    tolls=(
        _toll(HOSPITAL_AR, "9 أشخاص", exact(9)),
        _toll(HOSPITAL_AR, "30 قتيلاً", exact(30)),
    ),
)
_MARKET = Account(
    "airstrike",
    labels=("massacre", "attack_market"),
    date=_absolute(MARKET, "5 كانون الأول 2016", _DEC5, _DEC5),
    place=mention(MARKET, "معرة النعمان", MAARAT, "Idlib", "P4"),
    actors=(
        _actor(MARKET, "الطيران السوري", GOV, "alleged_perpetrator", "joint"),
        _actor(MARKET, "والروسي", RUS, "alleged_perpetrator", "joint"),
    ),
    tolls=(_toll(MARKET, "18 شخصاً", exact(18)), _toll(MARKET, "40 آخرين", exact(40), "injured")),
)
_ROAD = (
    Account(
        "mine_uxo",
        date=_absolute(ROAD, "2017", date(2017, 1, 1), date(2017, 12, 31), "T7"),
        place=mention(ROAD, "Daraa governorate", DARAA, "Daraa", "P8"),
        tolls=(_toll(ROAD, "between two and four farmers", Count(2, 4, None, "range"), group="farmer"),),
    ),
    Account(
        "shelling",
        date=_absolute(ROAD, "late June", date(2017, 6, 20), date(2017, 7, 2), "T5"),
        place=mention(ROAD, "Daraa city", DARAA_CITY, "Daraa", "P4"),
        actors=(
            _actor(ROAD, "government forces", GOV, "alleged_perpetrator", "either_or"),
            _actor(ROAD, "a rebel faction", OPP, "alleged_perpetrator", "either_or"),
        ),
        tolls=(_toll(ROAD, "one child", exact(1), group="child"),),
    ),
)
_QUARTER = Period(date(2016, 10, 1), date(2016, 12, 31), "الربع الأخير")


def _months() -> tuple[Aggregate, ...]:
    rows = (("2016-10", 10, "10 مجازر"), ("2016-11", 12, "12 مجزرة"), ("2016-12", 9, "9 مجازر"))
    return tuple(
        Aggregate(_QUARTER, "month", key, "massacres", exact(n), quote(STATISTICS, words), rule="table.row", table=1)
        for key, n, words in rows
    )


def _aggregate(dimension: str, key: str | None, measure: str, n: int, words: str) -> Aggregate:
    return Aggregate(_QUARTER, dimension, key, measure, exact(n), quote(STATISTICS, words))


_STATISTICS = Extraction(
    STATISTICS,
    aggregates=(
        _aggregate("total", None, "massacres", 30, "30 مجزرة"),
        _aggregate("total", None, "killed", 210, "210 قتلى"),
        replace(_aggregate("actor+group", "gov+child", "killed", 84, "40%"), percent=40.0),
        *_months(),
    ),
    findings=(
        Finding(
            "D1",
            "E",
            "مجموع الأشهر 31 والمذكور 30.",
            "The months add up to 31; the stated total is 30.",
            (quote(STATISTICS, "30 مجزرة").span,),
        ),
        Finding("D5", "E", "ثلاثة أشهر في الربع.", "Three months in a quarter.", passed=True),
        Finding("D11", "W", "لا جدول محافظات.", "No table of governorates <b>given</b>."),
    ),
)
_UNDATED = Extraction(
    UNDATED,
    _UNDATED_ACCOUNTS,
    aggregates=(
        Aggregate(
            Period(None, None, "خلال أيلول وتشرين الأول"),
            "group",
            "civilian",
            "killed",
            exact(33),
            quote(UNDATED, "33 مدنياً"),
        ),
    ),
    appeals=(
        Appeal(
            "المجلس المحلي",
            ("الأمم المتحدة", "الصليب الأحمر"),
            "فتح ممر آمن",
            quote(UNDATED, "فتح ممر آمن"),
            _toll(UNDATED, "700 محاصر", Count(700, 700, 700, "about"), "besieged"),
        ),
    ),
)


def _range(
    harm: str, low: int, high: int | None, claims: tuple[tuple[str, int, int], ...], **more: object
) -> TollRange:
    base = TollRange(harm, None, low, low, high, high is None, "R8", 1, claims)
    return replace(base, **more)  # type: ignore[arg-type]


def _accused(
    actor: tuple[str, str, str], account: tuple[str, int], mode: str = "sole", role: str = "alleged_perpetrator"
) -> Responsibility:
    return Responsibility(actor[0], actor[1], actor[2], role, mode, (account,), 1)


def _origin(ident: str, name: str, kind: str, *documents: str, rule: str = "R1") -> Origin:
    return Origin(ident, name, kind, documents[0], documents, rule)


_A, _F, _C = "ar-anniversary", "en-feature", "en-copy"
_SAME_DAY = Reason("date", 6.1, "اليوم نفسه: 25 أيلول 2012", "the same day: 25 September 2012")
_SAME_PLACE = Reason("place", 4.2, "الحي نفسه: الجورة", "the same neighbourhood: al-Joura")
_REASONS = (_SAME_DAY, _SAME_PLACE)

INCIDENTS = (
    Incident(
        "inc-joura",
        ((_A, 0), (_F, 0), (_C, 0)),
        "قتل جماعي في الجورة والقصور، دير الزور",
        "Mass killing in al-Joura and al-Qusour, Deir ez-Zor",
        "summary_execution",
        ("massacre", "burning_alive"),
        _feature_account(FEATURE).date,
        _feature_account(FEATURE).place,
        (_accused(GOV, (_A, 0)),),
        (
            _range(
                "killed",
                401,
                None,
                ((_A, 0, 0), (_F, 0, 0), (_F, 0, 1), (_C, 0, 0)),
                best=500,
                superseded=((_A, 0, 1),),
                origins=2,
            ),
        ),
        "G3",
        "alleged_multi",
        (
            _origin("o1", "شبكة محلية", "local_network", _A),
            _origin("o2", "Syrian Network for Human Rights", "hr_org", _F, _C, rule="R2"),
        ),
        (Link((_A, 0), (_F, 0), 10.3, _REASONS), Link((_F, 0), (_C, 0), 20.0, _REASONS[:1], "Rana")),
        massacre_by=("صوت الفرات",),
    ),
    Incident(
        "inc-hamidiyah",
        (("ar-undated", 0),),
        "غارات على حي الحميدية، دير الزور",
        "Air strikes on al-Hamidiyah, Deir ez-Zor",
        "airstrike",
        (),
        _NIGHT,
        _UNDATED_ACCOUNTS[0].place,
        (_accused(RUS, ("ar-undated", 0)),),
        (
            _range("killed", 7, 7, (("ar-undated", 0, 0),), group="civilian"),
            _range("killed", 2, 2, (("ar-undated", 0, 1),), group="child"),
            _range("injured", 10, 24, (("ar-undated", 0, 2),)),
        ),
        "G2",
        "alleged_single",
        (_origin("o3", "المجلس المحلي", "local_council", "ar-undated"),),
    ),
    Incident(
        "inc-hospital",
        (("en-hospital", 0), ("ar-hospital", 0)),
        "قصف مشفى في حي الصاخور، حلب",
        "Strike on a hospital in al-Sakhour, Aleppo <i>",
        "airstrike",
        ("attack_medical",),
        _HOSPITAL_EN.date,
        _HOSPITAL_EN.place,
        (_accused(RUS, ("ar-hospital", 0), role="denied"),),
        (
            _range(
                "killed",
                12,
                30,
                (("en-hospital", 0, 0), ("ar-hospital", 0, 1)),
                superseded=(("ar-hospital", 0, 0),),
                origins=2,
            ),
            _range("injured", 20, None, (("en-hospital", 0, 1),)),
        ),
        "GC",
        "unknown",
        (
            _origin("o4", "a doctor", "medical", "en-hospital"),
            _origin("o5", "حلب الآن", "local_media", "ar-hospital"),
        ),
        (Link(("en-hospital", 0), ("ar-hospital", 0), 8.0, (_SAME_PLACE,)),),
        (
            Conflict(
                "R9",
                "القتلى 12 عند مصدر و30 عند آخر.",
                "12 killed by one origin, 30 by another.",
                (("en-hospital", 0, 0), ("ar-hospital", 0, 1)),
            ),
        ),
    ),
    Incident(
        "inc-market",
        (("ar-market", 0),),
        "غارات على سوق معرة النعمان",
        "Air strikes on the market of Maarrat al-Numan",
        "airstrike",
        ("massacre", "attack_market"),
        _MARKET.date,
        _MARKET.place,
        (_accused(GOV, ("ar-market", 0), "joint"), _accused(RUS, ("ar-market", 0), "joint")),
        (
            _range("killed", 18, 18, (("ar-market", 0, 0),)),
            _range("injured", 40, 40, (("ar-market", 0, 1),)),
        ),
        "G2",
        "alleged_single",
        (_origin("o6", "الدفاع المدني", "civil_defence", "ar-market"),),
        massacre_by=("الدفاع المدني",),
    ),
    Incident(
        "inc-mine",
        (("en-road", 0),),
        "انفجار لغم في محافظة درعا",
        "Mine explosion in Daraa governorate",
        "mine_uxo",
        (),
        _ROAD[0].date,
        _ROAD[0].place,
        (),
        (_range("killed", 2, 4, (("en-road", 0, 0),), group="farmer"),),
        "G2",
        "unknown",
        (_origin("o7", "Hauran Monitor", "local_media", "en-road"),),
    ),
    Incident(
        "inc-shell",
        (("en-road", 1),),
        "قذيفة على مدينة درعا",
        "Shell on Daraa city",
        "shelling",
        (),
        _ROAD[1].date,
        _ROAD[1].place,
        (_accused(GOV, ("en-road", 1), "either_or"), _accused(OPP, ("en-road", 1), "either_or")),
        (_range("killed", 1, 1, (("en-road", 1, 0),), group="child"),),
        "G2",
        "contested",
        (_origin("o7", "Hauran Monitor", "local_media", "en-road"),),
    ),
    Incident(
        "inc-ardi",
        ((_A, 1),),
        "قذائف على حي العرضي، دير الزور",
        "Shells on al-Ardi, Deir ez-Zor",
        "shelling",
        (),
        None,
        _ANNIVERSARY_ACCOUNTS[1].place,
        (),
        (_range("killed", 3, 3, ((_A, 1, 0),)),),
        "G1",
        "unknown",
        background_only=True,
    ),
)


def sample_register() -> Register:
    """The whole register."""
    sealed = Account("death_in_detention", tolls=(_toll(SEALED, "5 people", exact(5)),))
    return Register(
        extractions=(
            Extraction(ANNIVERSARY, _ANNIVERSARY_ACCOUNTS),
            Extraction(FEATURE, (_feature_account(FEATURE),)),
            Extraction(COPY, (_feature_account(COPY),)),
            _UNDATED,
            Extraction(HOSPITAL_EN, (_HOSPITAL_EN,)),
            Extraction(HOSPITAL_AR, (_HOSPITAL_AR,)),
            Extraction(MARKET, (_MARKET,)),
            Extraction(ROAD, _ROAD),
            _STATISTICS,
            Extraction(SEALED, (sealed,)),
        ),
        incidents=INCIDENTS,
        origins=tuple({o.id: o for incident in INCIDENTS for o in incident.origins}.values()),
        unreadable=(Unreadable("broken.pdf", "encrypted", "the PDF is <encrypted>", "in/broken.pdf"),),
        uncertain=(Link(("ar-undated", 0), ("ar-market", 0), 2.5, (_SAME_PLACE,)),),
        version="0.1.0+sample",
    )
