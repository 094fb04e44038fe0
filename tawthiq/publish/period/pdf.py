"""The report as PDF/UA by WeasyPrint, tagged and with numbers.csv attached; in a face whose Arabic text copies out right.

WeasyPrint and Pango are an extra (`pip install 'tawthiq[pdf]'`, Debian: libpango-1.0-0, libpangoft2-1.0-0, fonts-hosny-amiri,
fonts-noto-core). Nothing is fetched: any address that a page names fails. No clock reaches the file.
"""

from __future__ import annotations

import hashlib
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from tawthiq.publish.period.pdf_letters import set_letters

CSS = """
@page{size:A4 landscape;margin:14mm 12mm 16mm;@bottom-center{content:counter(page) " / " counter(pages);font:8pt "Noto Sans","DejaVu Sans"}}
:root{--serif:"Noto Serif",Amiri,"DejaVu Serif",serif;--sans:"Noto Sans",Amiri,"DejaVu Sans",sans-serif;font-feature-settings:"calt" 0}
:root:lang(ar){--serif:Amiri,"DejaVu Serif",serif;--sans:Amiri,"DejaVu Sans",sans-serif}
[lang=ar]{font-family:Amiri,"DejaVu Sans",sans-serif}
blockquote:lang(ar){font-family:Amiri,"DejaVu Sans",serif}blockquote:lang(en){font-family:"Noto Serif",Amiri,"DejaVu Serif",serif}
h1{font-size:20pt}html{font-size:10pt}:root:lang(ar){font-size:11pt}
body{line-height:1.4}
nav,.skip,.language{display:none}
.masthead,main,footer{max-width:none;padding:0;margin:0}.masthead{padding-top:0}
main>section>p,main>section>ul.notes,.subtitle,h1{max-width:none}
.cards{display:flex}.card{flex:1;display:block}
h2,h3,caption{break-after:avoid}tr,.card,.findings li,figure{break-inside:avoid}
table{font-size:8.5pt;max-width:none}thead{display:table-header-group}tfoot{display:table-row-group}
table.lines{font-size:7.8pt;table-layout:fixed}
table.lines :is(th,td){padding:2.5pt 3pt;overflow-wrap:anywhere}
table.lines th:nth-child(1),table.lines td:nth-child(1){width:4%}
table.lines th:nth-child(4),table.lines td:nth-child(4){width:20%;min-width:0}
table.lines th:nth-child(6),table.lines th:nth-child(7){width:6%}
td.fig,th.fig,td .v{white-space:normal}
.glossary dl>div{display:block}.glossary dt{display:inline}.glossary dd{display:inline;margin:0 4pt}
a{color:inherit;text-decoration:none}
.bar{font-size:8.5pt;break-inside:avoid}.bar .who{display:inline-block;width:32%;vertical-align:top}.bar .run{display:inline-block;width:66%}
.bar .sure,.bar .possible{display:inline-block;height:7pt;background:#8a3a33}.bar .possible{background:#dcb5ae}
h2+p,h2+p+p{break-after:avoid}
.map-page{display:flex;break-inside:avoid}.map-page>ul{flex:1;margin:24pt 12pt 0}.paper-map{direction:ltr;width:560px}
.mapbox{position:relative;width:560px;direction:ltr}.mapbox .gov{position:absolute;width:120px;text-align:center;font-size:7.5pt}
.mapbox .gov b{font-weight:normal;background:rgba(255,255,255,.72);padding:0 2pt;border-radius:2pt}
"""


_EPOCH = "946684800"
_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock reaches the file: the same report gives the same bytes."""


class NoPdf(RuntimeError):
    """WeasyPrint, its libraries or an Arabic face are missing; the message says what to install."""


NEEDS = (
    "no PDF was written; it needs pip install 'tawthiq[pdf]' and apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 fonts-hosny-amiri fonts-noto-core"
)


def write_pdf(page: str, path: Path, *, lang: str, numbers: str = "", css: str = "") -> None:
    """Writes `page` (HTML) as PDF/UA-1, with `numbers` attached as numbers.csv; `css` comes last. Raises NoPdf, or OSError."""
    try:
        from weasyprint import HTML, Attachment
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise NoPdf(NEEDS) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it names every rule of the page that is for screens
    fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    attached = [Attachment(string=numbers, name="numbers.csv", created=_DAY, modified=_DAY)] if numbers else []
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)  # embedded faces carry the time they were cut
    HTML(string=page.replace("</style>", f"{CSS}{css}</style>", 1), url_fetcher=fetcher).write_pdf(
        str(path),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
        attachments=attached,
        finisher=set_letters,
        lang=lang,
    )
