"""The rules as a method section prints them: name, id, what the rule says and, for those of weighing, what its example shows."""

from __future__ import annotations

from tawthiq.knowledge.rules_of_weighing import rules_of_weighing
from tawthiq.publish.wording import Wording, codes


def rule_terms(w: Wording, series: str) -> tuple[tuple[str, str, str], ...]:
    """Name, id and words of every rule of one series ("R" weighs, "D" audits), in the language of `w`."""
    shown = {
        rule.id: " ".join(example.shows for example in rule.examples if example.lang == w.lang)
        for rule in rules_of_weighing()
    }
    return tuple(
        (w.label("rules", code), code, " ".join(filter(None, (w.definition("rules", code), shown.get(code)))))
        for code in codes("rules")
        if code.startswith(series)
    )
