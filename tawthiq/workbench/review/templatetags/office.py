"""What templates say with: the office's words, labels of codes, days and ranges in the reader's language."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from tawthiq.domain.document import Published
from tawthiq.publish.dates import day_words, published_words, range_words, spoken
from tawthiq.publish.figures import range_text
from tawthiq.publish.governorates import division_named
from tawthiq.publish.wording import clean, ltr
from tawthiq.workbench.register.models import Decision, Document
from tawthiq.workbench.review.changes import Rows, changes
from tawthiq.workbench.review.context import language
from tawthiq.workbench.words import words

register = template.Library()


@register.simple_tag
def t(key: str, **values: Any) -> str:
    """The words of a key of the catalogue, filled."""
    return words(language())(key, **values)


@register.simple_tag
def count(noun: str, n: int) -> str:
    """So many of a noun, inflected."""
    return words(language()).count(noun, int(n))


@register.simple_tag(takes_context=True)
def changes_of(context: template.Context, decision: Decision) -> list[str]:
    """What a ruling changed, a line for each field, as far as the reader may see what it is of."""
    w = words(language())
    known: Rows = vars(context["request"]).setdefault("changed_rows", {})  # of this page
    found = changes(decision, context["user"], w, known)
    return [w("log.changed", what=c.what, before=c.before, after=c.after) for c in found]


@register.filter
def label(code: str | None, vocabulary: str) -> str:
    """The label of a code; the code itself where the vocabulary has none."""
    return words(language()).label(vocabulary, code)


@register.filter
def weight(score: Any) -> SafeString:
    """A weight of evidence with one decimal, its point and its sign the same in either language, left to right."""
    said = f"{float(score):.1f}".replace("-", "\u2212")
    return format_html('<bdi dir="ltr" class="n">{}</bdi>', said)


@register.filter
def add_to(value: float, more: float) -> float:
    """A coordinate further on."""
    return round(float(value) + float(more), 1)


@register.filter
def rule_words(rule: str) -> SafeString:
    """A rule of weighing or of audit by its name, with its number; what it says stands in the title."""
    w = words(language())
    name, number = w.rule(rule), rule.partition(".")[0]
    if not name:
        return format_html('<code dir="ltr">{}</code>', rule)
    said = w.definition("rules", number)
    return format_html('<span class="rule" title="{}">{} <bdi dir="ltr">({})</bdi></span>', said, name, number)


_UNREAD = re.compile(r"\[([a-z_]{1,40})\] (.*)", re.DOTALL)


@register.filter
def why_unread(reason: str) -> list[tuple[str, str]]:
    """Why a file could not be read, line by line: in the reader's language, and what the reading program said of it."""
    told = words(language()).strings["unread"]
    found = []
    for line in reason.splitlines():
        known = _UNREAD.fullmatch(line)
        code, detail = (known[1], known[2]) if known else ("other", line)
        found.append((str(told.get(code, told["other"])), clean(detail)))
    return found


@register.filter
def severity_word(severity: str) -> str:
    """How grave a finding of the audit is."""
    return words(language())(f"severities.{severity}")


@register.filter
def direction(lang: str) -> str:
    """The direction of a text's language."""
    return "rtl" if lang == "ar" else "ltr"


@register.filter
def party(code: str) -> str:
    """The neutral name of an actor's code."""
    from tawthiq.knowledge.parties import actor_names, actors

    if code not in actors():
        return code
    name_en, name_ar = actor_names(code)
    return words(language()).pick(name_ar, name_en)


@register.filter
def act_word(action: str) -> str:
    """What an action of the log is called."""
    return words(language())(f"acts.{action.replace('.', '_')}")


@register.filter
def custody_word(act: str) -> str:
    """What was done with material."""
    return words(language())(f"custody.{act}")


@register.filter
def look_word(page: str) -> str:
    """Where somebody looked: the screen, after "API" where a program did; of an identity that was opened, why."""
    w, (head, _, rest) = words(language()), page.partition(":")
    if head == "identity":
        return f"{w('looks.identity')}: {clean(rest.strip())}"
    named = str(w.strings["looks"].get(rest or head, rest or head))
    return f"{w('looks.api')}: {named}" if rest else named


@register.filter
def identity_word(kind: str) -> str:
    """What a kind of person behind a pseudonym is called."""
    return words(language())(f"identity_kinds.{kind}")


@register.filter
def consent_word(scope: str) -> str:
    """What a person agreed to."""
    return words(language())(f"consent_scopes.{scope}")


@register.filter
def ask_word(action: str) -> str:
    """What a proposal asks for."""
    return words(language())(f"asks.{action.replace('.', '_')}")


@register.filter
def state_word(state: str) -> str:
    """What a state is called."""
    return words(language())(f"states.{state}")


@register.filter
def word_in(code: str, start: str) -> str:
    """The word of a code whose key in the catalogue begins with `start`."""
    return words(language())(f"{start}{code}")


@register.filter
def access_word(level: str) -> str:
    """What an access level is called."""
    return words(language())(f"access.{level}")


@register.filter
def plain(text: str | None) -> str:
    """A document's text fit to show: no control characters and no direction overrides (the template escapes it)."""
    return clean(text or "")


@register.filter
def said(message: str) -> str:
    """A message with its ISO days said in words."""
    return clean(spoken(message, words(language())))


@register.filter
def day(value: date | str | None) -> str:
    """A day in the reader's month names."""
    if not value:
        return ""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return day_words(found, words(language()))


@register.filter
def published(document: Document) -> str:
    """When a document was published; where only its capture is known, the day it was published by, never as if it were the day itself."""
    return _published(document, "none")


@register.filter
def published_fully(document: Document) -> str:
    """The same, with what the day rests on."""
    return _published(document, str(document.record["published"]["basis"]))


def _published(document: Document, basis: str) -> str:
    known = Published(start=document.published_start, end=document.published_end, basis=basis)
    return published_words(known, words(language())) if known.end is not None else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A day and time of the office's clock."""
    if value is None:
        return ""
    local = localtime(value)
    return f"{day_words(local.date(), words(language()))} {ltr(local.strftime('%H:%M'))}"


@register.filter
def title(incident: Any) -> str:
    """An incident's title in the reader's language."""
    return clean(words(language()).pick(incident.title_ar, incident.title_en))


@register.filter
def place(incident: Any) -> str:
    """An incident's place in the reader's language."""
    return clean(words(language()).pick(incident.place_ar, incident.place_en))


@register.filter
def record_place(record: Any) -> str:
    """The name of a place's record in the reader's language; empty where an account names no place."""
    return clean(words(language()).pick(record.get("name_ar") or "", record.get("name_en") or "")) if record else ""


@register.filter
def governorate(name_en: str | None) -> str:
    """A governorate, kept by its English name, in the reader's language."""
    found = division_named(name_en or "")
    return words(language()).pick(found.name_ar, found.name_en) if found else name_en or ""


@register.filter
def precision(code: str) -> str:
    """How precisely a date is known."""
    w = words(language())
    return w("dates.time_of_day") if code == "T1" else w.label("date_precisions", code)


@register.filter
def source_name(source: Any) -> str:
    """A source's name in the reader's language, else the one it has; empty for one that may not be named."""
    ar, en = source.name_ar or source.name_en, source.name_en or source.name_ar
    return clean(words(language()).pick(ar, en) or source.key)


@register.filter
def when(incident: Any) -> str:
    """An incident's days in words."""
    if incident.date_start is None or incident.date_end is None:
        return words(language())("dates.undated")
    return range_words(incident.date_start, incident.date_end, words(language()))


@register.filter
def record_when(record: Any) -> str:
    """The days of a date's record in words; its own wording where it stands on no calendar."""
    if not record:
        return ""
    if record.get("start") and record.get("end"):
        return range_words(date.fromisoformat(record["start"]), date.fromisoformat(record["end"]), words(language()))
    said = clean(record.get("text") or "")
    return words(language())("incident.said_when", text=said) if said else ""


@register.filter
def bounds(low: int | None, high: Any = None) -> SafeString:
    """A range of people, left to right in either language: 7, 7–9, 7+."""
    if low is None:
        return format_html("{}", "")
    return format_html(
        '<bdi dir="ltr" class="n">{}</bdi>', range_text(low, low if high is None else high, high is None)
    )


def _figure(low: int | None, high: int | None, is_open: bool) -> SafeString:
    """The figure of an incident as the reports give it; a dash where no number of people is reported."""
    if low is None:
        return format_html('<span class="dim">{}</span>', "—")
    return format_html('<bdi dir="ltr" class="n">{}</bdi>', range_text(low, low if high is None else high, is_open))


@register.simple_tag
def killed(incident: Any) -> SafeString:
    """The range of the killed as a list shows it."""
    return _figure(incident.killed_min, incident.killed_max, incident.killed_open)


@register.simple_tag
def killed_of(account: Any) -> SafeString:
    """The count of the killed that an account's record gives for people in general; the last one that it does not take back."""
    said = [
        t for t in account.get("tolls") or ()
        if t["harm"] == "killed" and t["group"] is None and t.get("of") is None and not t.get("superseded")
    ]  # fmt: skip
    return bounds(said[-1]["low"], said[-1]["high"]) if said else _figure(None, None, False)


@register.simple_tag
def injured(incident: Any) -> SafeString:
    """The range of the injured as a list shows it."""
    return _figure(incident.injured_min, incident.injured_max, incident.injured_open)


@register.filter
def may(user: Any, right: str) -> bool:
    """Whether the person may do an act."""
    return bool(user.may(right))


@register.filter
def split_words(text: str) -> list[str]:
    """Codes written with spaces between them."""
    return text.split()


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a mapping."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""
