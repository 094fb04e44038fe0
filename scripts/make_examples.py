"""Make the binary example reports: two PDF files and one DOCX file.

The other examples are text and are edited by hand. Run this only after changing a text below; the files it
writes are committed, so neither the product nor its tests need WeasyPrint's fonts to read them:

    python scripts/make_examples.py            # writes into examples/
    python scripts/make_examples.py --check    # says whether the committed files still copy out right

Needs weasyprint, pypdf, python-docx and the Amiri face (Debian: fonts-hosny-amiri), whose Arabic copies out in
logical order. All texts are written for this project; facts are from public record, publishers are invented.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

STYLE = """
@page { size: A4; margin: 2cm;
        @top-center { content: string(publisher); font: 9pt Amiri }
        @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Amiri } }
body { font: 13pt/1.7 Amiri, serif }
body { font-feature-settings: "liga" 0, "calt" 0 }
.word { display: inline-block; white-space: pre }
h1 { font-size: 19pt } .publisher { string-set: publisher content() } .date { color: #444 }
"""

URUM_AR = """<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>قافلة أورم الكبرى: ما الذي نعرفه بعد ستة أشهر</title></head><body>
<p class="publisher">مركز حلب الإعلامي الأهلي (مثال)</p>
<h1>قافلة أورم الكبرى: ما الذي نعرفه بعد ستة أشهر</h1>
<p class="date">الأحد 19 آذار 2017</p>
<p>في مساء الاثنين 19 أيلول 2016 تعرضت قافلة مساعدات تابعة للأمم المتحدة والهلال الأحمر العربي السوري للقصف في أثناء تفريغ حمولتها في بلدة أورم الكبرى بريف حلب الغربي.</p>
<p>وقُتل في القصف نحو 20 مدنياً وأحد موظفي الهلال الأحمر، بحسب الاتحاد الدولي لجمعيات الصليب الأحمر والهلال الأحمر، ودُمّرت 18 شاحنة من أصل 31 كانت تحمل مواد تكفي 78 ألف شخص.</p>
<p>أما لجنة التحقيق الداخلية التي شكّلتها الأمم المتحدة فأوردت في خلاصة نشرتها في كانون الأول 2016 حصيلة أخرى: عشرة قتلى على الأقل وإصابة 22 شخصاً، وقالت إنها لا تملك ما يكفي لتحديد الجهة التي نفّذت القصف.</p>
<p>وفي الأول من آذار 2017 خلصت لجنة التحقيق الدولية المستقلة إلى أن سلاح الجو السوري هو من نفّذ الغارات، وأن 14 من عمال الإغاثة قُتلوا فيها. وتنفي دمشق ذلك، كما نفت موسكو أي مشاركة لطائراتها، وكانت واشنطن قد حمّلت روسيا المسؤولية في الأيام الأولى.</p>
<p>ووقع القصف بعد ساعات من إعلان الجيش السوري انتهاء هدنة دامت سبعة أيام. وتقع البلدة على بعد 15 كيلومتراً غربي مدينة حلب.</p>
</body></html>"""

QUEIQ_EN = """<html lang="en"><head><meta charset="utf-8">
<title>Bodies in the river: the Queiq killings, Aleppo, January to March 2013</title></head><body>
<p class="publisher">Northern Wire (example) - Background paper 7</p>
<h1>Bodies in the river: the Queiq killings, Aleppo, January to March 2013</h1>
<p class="date">6 May 2013</p>
<p>On the morning of 29 January 2013 residents of Bustan al-Qasr, then an opposition-held neighbourhood of Aleppo,
saw bodies lying on the banks of the small Queiq river. The water had carried them from districts under government
control upstream.</p>
<p>Volunteers pulled out at least 65 bodies before noon, an activist at the scene said; by nightfall the count stood at
about 80. Nearly all were men and boys with their hands tied and a gunshot wound to the head. Snipers kept the volunteers
from reaching others. The youngest of the dead was 11 years old.</p>
<p>Bodies went on surfacing: 16 on 11 March, and eight more two days later. A human rights organisation that went through
photographs and hospital registers counted at least 147 bodies recovered between 29 January and 14 March. A Syrian rights
network identified 87 of the dead by name, three of them children.</p>
<p>Families said that many of the men had last been seen at government checkpoints or had been detained by security
branches. The government laid the killings on Jabhat al-Nusra. No court has heard the case.</p>
<p>The river is about 10 metres wide at this point. A grille put across it in mid-March, after which no more bodies came,
cost 300 dollars.</p>
</body></html>"""

APPEAL_TITLE = "نداء عاجل لإنقاذ المدنيين المحاصرين في مدينة دير الزور"

APPEAL_AR = (
    "المجلس المحلي لمحافظة دير الزور (نص مكتوب لهذا المشروع – مثال)",
    "التاريخ: الاثنين 30/10/2017        الرقم: 214/ص",
    "إلى: مفوضية الأمم المتحدة السامية لحقوق الإنسان",
    "إلى: مجلس حقوق الإنسان التابع للأمم المتحدة",
    "إلى: المبعوث الأممي إلى سوريا السيد ستيفان دي ميستورا",
    (
        "يتوجه المجلس إليكم بهذا النداء للتدخل العاجل من أجل 700 مدني، معظمهم من الأطفال والنساء وبينهم مرضى وعاجزون، "
        "ما زالوا محاصرين في أحياء مدينة دير الزور الخاضعة لتنظيم «الدولة»، تحت حصار تفرضه قوات النظام "
        "والميليشيات الإيرانية المساندة لها."
    ),
    (
        "وقد بدأ حصارهم مع انطلاق العمليات العسكرية في 25أغسطس/آب الفائت، إذ قُطعت الطرق والمعابر ولم تعد العائلات قادرة "
        "على دفع تكاليف الخروج التي بلغت 500 دولار للشخص الواحد."
    ),
    (
        "ووثّق المجلس مقتل 33 مدنياً، بينهم نساء وأطفال، بالقصف العشوائي على هذه الأحياء خلال شهري أيلول وتشرين الأول، "
        "كان آخرهم سبعة قُتلوا ليلة أمس الأحد في الحميدية."
    ),
    (
        "إننا نطالب بفتح ممر آمن خلال 48 ساعة، وبوقف القصف، وبضمان ألا يتعرض من يخرج للاعتقال أو الإخفاء القسري أو "
        "التصفية، ونحمّل روسيا والولايات المتحدة مسؤولية سلامتهم."
    ),
)

APPEAL_TABLE = (("الحي", "عدد العائلات المحاصرة"), ("الحميدية", "74"), ("الشيخ ياسين", "41"), ("العرضي", "28"))

APPEAL_SIGNED = "رئيس المجلس – الختم"

FIXED = dt.datetime(2017, 10, 30, 12, 0, 0)

BLOCK = re.compile(r"(<(?:p|h1)[^>]*>)(.*?)(</(?:p|h1)>)", re.DOTALL)


def words_apart(html: str) -> str:
    """Box every word of every paragraph, so that right-to-left lines are written word by word in reading order.

    Without this a number inside an Arabic line is its own left-to-right run, and pypdf hands it back in another place.
    A number carries a space on both sides because pypdf keeps only the far one.
    """

    def box(word: str) -> str:
        return f'<span class="word"> {word}{" " if word.isdigit() else ""}</span>'

    return BLOCK.sub(lambda m: m[1] + "".join(box(word) for word in m[2].split()) + m[3], html)


def make_pdf(html: str) -> bytes:
    """Lay out one page of HTML; the same text gives the same bytes."""
    from weasyprint import CSS, HTML  # only needed here

    if 'dir="rtl"' in html:
        html = words_apart(html)
    pdf: bytes = HTML(string=html).write_pdf(stylesheets=[CSS(string=STYLE)], pdf_identifier=b"tawthiq-example")
    return pdf


def make_docx() -> bytes:
    """Build the appeal with headings, paragraphs and one table, with fixed times inside the archive."""
    from docx import Document

    document = Document()
    document.add_heading(APPEAL_TITLE, level=1)
    for paragraph in APPEAL_AR:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=len(APPEAL_TABLE), cols=2)
    for row, cells in zip(table.rows, APPEAL_TABLE, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.add_paragraph(APPEAL_SIGNED)
    properties = document.core_properties
    properties.title, properties.author = APPEAL_TITLE, "المجلس المحلي لمحافظة دير الزور (مثال)"
    properties.created = properties.modified = FIXED
    raw = io.BytesIO()
    document.save(raw)
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2017, 10, 30, 12, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def extracted(pdf: bytes) -> str:
    """The words a reader gets from the PDF, white space made even."""
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def copies_out(pdf: bytes, sentence: str) -> bool:
    """True when the sentence comes out of the PDF in logical order, in ordinary letters and not presentation forms."""
    text = extracted(pdf)
    forms = [c for c in text if "\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufeff"]  # Arabic presentation forms
    return sentence in unicodedata.normalize("NFC", text) and not forms


MUST_COPY_OUT = {
    "urum-convoy.ar.pdf": (
        "وقُتل في القصف نحو 20 مدنياً وأحد موظفي الهلال الأحمر",
        "ودُمّرت 18 شاحنة من أصل 31",
        "في مساء الاثنين 19 أيلول 2016",
    ),
    "queiq-river.en.pdf": ("Volunteers pulled out at least 65 bodies before noon",),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the PDF and DOCX files of examples/.")
    parser.add_argument("--check", action="store_true", help="only check the files that are there")
    if not parser.parse_args().check:
        (EXAMPLES / "urum-convoy.ar.pdf").write_bytes(make_pdf(URUM_AR))
        (EXAMPLES / "queiq-river.en.pdf").write_bytes(make_pdf(QUEIQ_EN))
        (EXAMPLES / "council-appeal.ar.docx").write_bytes(make_docx())
    failed = [
        f"{name}: does not copy out: {sentence}"
        for name, sentences in MUST_COPY_OUT.items()
        for sentence in sentences
        if not copies_out((EXAMPLES / name).read_bytes(), sentence)
    ]
    print("\n".join(failed) if failed else "the PDF files copy out right")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
