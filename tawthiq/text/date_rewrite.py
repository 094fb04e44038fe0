"""Applies a table of date rules to a row of symbols: what a rule matches becomes one date expression with its own symbol.

A row is a stretch of date words and small words without a foreign word in it. Rules are tried in the order of their table at each position; the first that builds an expression wins.

Symbols of expressions: α day · β month · γ year · δ week · ω weekday · τ today, yesterday · ρ so long ago · π duration ·
κ clock time · σ season or part of a period · λ range.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_tokens import Token

Piece = Token | DateExpression


class Matched:
    """What a rule matched: its pieces (tokens and expressions) with their symbols, and the folded text around it."""

    __slots__ = ("at", "name", "pieces", "row", "stop", "symbols", "text")

    def __init__(
        self, pieces: list[Piece], symbols: str, text: str, row: str, at: int, stop: int, name: str
    ) -> None:  # fmt: skip
        self.pieces = pieces
        self.symbols = symbols
        self.text = text
        self.row = row
        self.at = at
        self.stop = stop
        self.name = name

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    def tokens(self, symbols: str) -> list[Token]:
        """The tokens of the match with one of these symbols."""
        return [p for p, s in zip(self.pieces, self.symbols, strict=True) if s in symbols and isinstance(p, Token)]

    def token(self, symbols: str) -> Token | None:
        for at, symbol in enumerate(self.symbols):
            if symbol in symbols:
                piece = self.pieces[at]
                if isinstance(piece, Token):
                    return piece
        return None

    def need(self, symbols: str) -> Token:
        """The token that the rule's pattern promises; LookupError where table and builder disagree."""
        found = self.token(symbols)
        if found is None:
            raise LookupError(f"rule {self.name} matched {self.symbols!r}, which holds none of {symbols!r}")
        return found

    def expressions(self, symbols: str) -> list[DateExpression]:
        """The expressions of the match with one of these symbols."""
        return [
            p for p, s in zip(self.pieces, self.symbols, strict=True) if s in symbols and isinstance(p, DateExpression)
        ]

    @property
    def runs_on(self) -> bool:
        """Whether a word follows directly, so that a number at the end may count it (شهر 3 مجازر)."""
        rest = self.text[self.end : self.end + 3]
        return rest[:1] == " " and rest[1:2].isalpha() and self.row[self.stop : self.stop + 1] in ("", " ")


Builder = Callable[[Matched], DateExpression | None]
Rule = tuple[str, str, str, Builder]
"""(rule id, pattern over symbols, symbol of the expression, how it is built)."""


class Rules:
    """A compiled table of rules. Rows recur, so where the rules of a row begin is remembered."""

    def __init__(self, table: Sequence[Rule]) -> None:
        self._rules = [(name, re.compile(pattern), symbol, build) for name, pattern, symbol, build in table]
        self._any = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern, _, _) in enumerate(table)))
        self._first = lru_cache(maxsize=32768)(self._search)

    def _search(self, row: str, position: int) -> tuple[int, int]:
        """Where from `position` on a rule may first apply, and the first rule that may; (−1, 0) where none does."""
        match = self._any.search(row, position)
        return (-1, 0) if match is None else (match.start(), int((match.lastgroup or "r0")[1:]))

    def apply(self, row: str, pieces: list[Piece | None], text: str) -> tuple[str, list[Piece | None]]:
        """The row with every match replaced; pieces stay aligned with the symbols (None for what stands between)."""
        at, first = self._first(row, 0)
        if at < 0:
            return row, pieces
        new_row: list[str] = []
        new_pieces: list[Piece | None] = []
        done = 0
        while at >= 0:
            built = self._build(at, first, row, pieces, text)
            if built is None:
                at, first = self._first(row, at + 1)
                continue
            symbol, expression, stop = built
            new_row.append(row[done:at])
            new_pieces.extend(pieces[done:at])
            new_row.append(symbol)
            new_pieces.append(expression)
            done = stop
            at, first = self._first(row, stop)
        new_row.append(row[done:])
        new_pieces.extend(pieces[done:])
        return "".join(new_row), new_pieces

    def _build(
        self, at: int, first: int, row: str, pieces: list[Piece | None], text: str
    ) -> tuple[str, DateExpression, int] | None:
        for name, pattern, symbol, build in self._rules[first:]:
            match = pattern.match(row, at)
            stop = at if match is None else match.end()
            if stop == at:
                continue
            real: list[Piece] = []
            symbols = ""
            for index in range(at, stop):
                piece = pieces[index]
                if piece is not None:
                    real.append(piece)
                    symbols += row[index]
            if not real:
                continue
            expression = build(Matched(real, symbols, text, row, at, stop, name))
            if expression is not None:
                return symbol, expression, stop
        return None
