"""The rows of a report's tables: every text is escaped, a second line is set smaller, figures run left to right."""

from __future__ import annotations

from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.rows import rows_html, total_html


def test_a_row_is_escaped_and_each_column_is_what_it_holds() -> None:
    grid = Grid("g", "", ("Where", 'K "all"'), (("<b>Idlib</b>\nSyria & more", "5–7"),), ("Total", "<9"), figures=(1,))
    assert str(rows_html(grid)) == (
        '<tr><th scope="row"><bdi>&lt;b&gt;Idlib&lt;/b&gt;</bdi> <span class="sub"><bdi>Syria &amp; more</bdi></span></th>\n'
        '<td class="fig" data-label="K &#34;all&#34;"><span class="v"><bdi dir="ltr" class="n">5–7</bdi></span></td></tr>\n'
    )
    assert "&lt;9" in total_html(grid)


def test_a_row_of_a_list_has_its_anchor() -> None:
    grid = Grid("g", "", ("No",), (("1",), ("2",)), figures=(0,), anchors=("i1", "i2"))
    assert [line[:12] for line in str(rows_html(grid)).splitlines()] == ['<tr id="i1">', '<tr id="i2">']
