"""The spellings of a place name that reports use, made from rules that are data (`places/spelling.tsv`).

Latin: the article in all its forms and without it (al-Qusour, Al Qusour, el-Qusour, Qusour; as-Sukhnah for al-Sukhnah),
words with several romanisations (Tell, Tal, Tel), letters (Qusur, Qusour), endings (-ah, -a, -eh), the ayn's apostrophe
kept or dropped. Arabic: كفر, تل and دير written apart or glued, الشيخ without its article. Forms on
`places/stop_forms.tsv` are never made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from tawthiq.knowledge.load import tsv

_ARTICLE = re.compile(r"(?:al|el|as|ash|ad|adh|an|ar|at|ath|az)(?=[- ])[- ]", re.IGNORECASE)
# Sun letters take the article's l; the digraphs come first because "sh" opens with "s".
_SUN = ("sh", "dh", "th", "d", "n", "r", "s", "t", "z")
_PLAIN_ARABIC = re.compile(r"[ء-ي ]*")
_DOUBLED = re.compile(r"(.)\1+")
_YA = "\u064a"
_ARTICLE_LENGTH = 2
_SHORTEST_BARE = 5
_DEEPEST = 10
_APOSTROPHES = str.maketrans("", "", "'’‘ʿʾ`")
# Hamza forms, ى/ي and ة/ه levelled, tatweel and vowel marks dropped, the hyphen a space.
_LEVEL = {
    **str.maketrans("أإآٱىةؤئ-", "اااايهوي "),
    **dict.fromkeys((0x640, *range(0x64B, 0x653), 0x670)),
    **_APOSTROPHES,
}


@dataclass(frozen=True, slots=True)
class _Rules:
    words: dict[str, tuple[str, ...]]
    letters: tuple[tuple[str, ...], ...]
    endings: tuple[tuple[str, ...], ...]
    joined: tuple[str, ...]
    parted: tuple[str, ...]
    titles: tuple[str, ...]
    articles: tuple[str, ...]
    camps: tuple[str, ...]
    encamped: tuple[str, ...]


@cache
def _rules() -> _Rules:
    words: dict[str, tuple[str, ...]] = {}
    letters: list[tuple[str, ...]] = []
    endings: list[tuple[str, ...]] = []
    heads: dict[str, tuple[str, ...]] = {
        "joined": (),
        "parted": (),
        "title": (),
        "article": (),
        "camp": (),
        "encamped": (),
    }
    for row in tsv("places/spelling.tsv"):
        forms = tuple(row["forms"].split("|"))
        if row["kind"] == "word":
            words.update(dict.fromkeys(forms, forms))
        elif row["kind"] in heads:
            heads[row["kind"]] = forms
        else:
            (letters if row["kind"] == "letters" else endings).append(forms)
    return _Rules(
        words,
        tuple(letters),
        tuple(endings),
        heads["joined"],
        heads["parted"],
        heads["title"],
        heads["article"],
        heads["camp"],
        heads["encamped"],
    )


@cache
def latin_articles() -> frozenset[str]:
    """The article in Latin letters, as a word of its own and in lower case."""
    return frozenset(_rules().articles)


@cache
def stop_forms() -> frozenset[str]:
    """Latin forms, in lower case, that never stand for a place."""
    return frozenset(row["form"].casefold() for row in tsv("places/stop_forms.tsv"))


@cache
def ordinary_words() -> frozenset[str]:
    """Names, as `place_key` writes them, that are also ordinary words of their language."""
    return frozenset(place_key(row["word"]) for row in tsv("places/ordinary_words.tsv"))


def place_key(name: str) -> str:
    """`name` reduced for comparison: no case, accents, diacritics, tatweel, apostrophes; hamza forms, ى/ي, ة/ه and
    hyphens levelled. The article stays: الباب and باب are different words."""
    level = name.casefold().translate(_LEVEL)
    if not level.isascii() and not _PLAIN_ARABIC.fullmatch(level):
        level = "".join(c for c in unicodedata.normalize("NFKD", level) if not unicodedata.combining(c))
    return " ".join(level.split())


def matching_key(name: str) -> str:
    """`place_key` without articles, doubled letters and spaces: for finding one place in two lists."""
    words = [w.removeprefix("ال") for w in place_key(_ARTICLE.sub("", name)).split()]
    return _DOUBLED.sub(r"\1", "".join(words))


def _cased(form: str, like: str) -> str:
    """`form` opening with a capital where `like` does."""
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


@cache
def _word_forms(word: str) -> tuple[str, ...]:
    """The romanisations of one word without its article, the word itself first."""
    rules = _rules()
    lower = word.casefold()
    if lower in rules.words:
        return tuple(dict.fromkeys([word, *(_cased(f, word) for f in rules.words[lower])]))
    forms = [word]
    if len(word) > 3:
        ending = next(((e, o) for o in rules.endings for e in o if lower.endswith(e)), None)
        if ending:
            found, others = ending
            forms.extend(word[: -len(found)] + other for other in others)
    for base in tuple(forms[:3]):
        low = base.casefold()
        for first, *rest in rules.letters:
            at = low.find(first, 1)
            if at > 0:
                forms.extend(base[:at] + other + base[at + len(first) :] for other in rest)
    return tuple(dict.fromkeys(f for f in forms if len(f) > 2 or f == word))


def _articles(word: str, first: bool, bare: bool) -> Iterator[str]:
    """The ways to join the article to `word`; `bare` allows leaving it out."""
    lower = word.casefold()
    yield f"al-{word}"
    if first and bare and len(word) >= _SHORTEST_BARE:
        yield word
    yield f"al {word}"
    sun = next((s for s in _SUN if lower.startswith(s)), "")
    if sun:
        yield f"a{sun}-{word}"
        yield f"a{sun} {word}"
    yield f"el-{word}"
    if first:
        yield f"el {word}"


def _parts(name: str) -> list[tuple[bool, str]]:
    """The words of a Latin name, each with whether it bears the article."""
    parts: list[tuple[bool, str]] = []
    rest = name
    while rest:
        match = _ARTICLE.match(rest)
        rest = rest[match.end() :] if match else rest
        word, _, rest = rest.partition(" ")
        if word:
            parts.append((match is not None, word))
    return parts


def latin_forms(name: str, *, article: bool = False, limit: int = 24) -> list[str]:
    """Up to `limit` spellings of a Latin place name, `name` first, none of them on the stop list.

    `article` says the name takes the article even where `name` is written without it (Raqqa: الرقة).
    """
    choices: list[list[str]] = []
    for position, (has_article, word) in enumerate(_parts(name)):
        words = _word_forms(word)
        if has_article or (article and position == 0):
            pairs = [list(_articles(w, position == 0, bare=True)) for w in words]
            # Every article form of the first spelling, then the two commonest of each other spelling.
            choices.append(pairs[0] + [form for forms in pairs[1:] for form in forms[:2]])
        else:
            choices.append(list(words))
    made = dict.fromkeys([name, name.translate(_APOSTROPHES)])
    for combination in _by_distance(tuple(min(len(c), _DEEPEST) for c in choices)):
        if len(made) >= limit:
            break
        form = " ".join(choice[at] for choice, at in zip(choices, combination, strict=True))
        made[_cased(form, name)] = None
    stop = stop_forms()
    return [form for form in made if form.casefold() not in stop]


@cache
def _by_distance(depths: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Every choice of one form per word, those that depart least from the first forms first."""
    return tuple(sorted(product(*map(range, depths)), key=sum))


def plain_forms(variant: str) -> list[str]:
    """A listed variant as it stands, without apostrophes, and with the article's hyphen as a space."""
    forms = dict.fromkeys((variant, variant.translate(_APOSTROPHES)))
    if _ARTICLE.match(variant):
        forms[variant.replace("-", " ", 1)] = None
    return [form for form in forms if form.casefold() not in stop_forms()]


def camp_forms(forms: Iterable[str]) -> list[str]:
    """The other ways to call a camp whose Latin spellings are these: "Zamzam refugee camp" for "Zamzam camp"."""
    plain, *others = _rules().camps
    return [form[: -len(plain)] + other for form in forms if form.endswith(f" {plain}") for other in others]


def arabic_forms(name: str) -> list[str]:
    """The spellings of an Arabic place name, `name` first: heads joined or parted, a title without its article."""
    rules = _rules()
    forms = [name]
    for head in rules.joined:
        if name.startswith(f"{head} "):
            forms.append(head + name[len(head) + 1 :])
        elif head in rules.parted and name.startswith(head) and len(name) > len(head) + 2 and name[len(head)] != _YA:
            forms.append(f"{head} {name[len(head) :]}")
    for title in rules.titles:
        if name.startswith(f"{title} "):
            forms.append(name[_ARTICLE_LENGTH:])
    if rules.encamped and name.startswith(f"{rules.encamped[0]} "):
        forms.extend(other + name[len(rules.encamped[0]) :] for other in rules.encamped[1:])
    return forms
