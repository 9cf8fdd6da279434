"""Article -> Extraction: index claims, speakers and the story's sentences.  The only package that imports spaCy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.dates import find_times
from summarizer.extract.claims import find_claims
from summarizer.extract.cutting import Findings
from summarizer.extract.engine import load_tokenizer
from summarizer.extract.lexicon import load_lexicon
from summarizer.extract.markets import load_market_finder
from summarizer.extract.sectors import load_sector_finder
from summarizer.extract.sentences import split_sentences
from summarizer.extract.session import read_session
from summarizer.extract.speakers import name_speakers
from summarizer.extract.statements import find_statements
from summarizer.figures import find_figures
from summarizer.gazetteer import load_gazetteer
from summarizer.types import Claim, Extraction, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacy.language import Language

    from summarizer.extract.markets import MarketFinder
    from summarizer.extract.mentions import Mention, MentionFinder
    from summarizer.extract.sectors import SectorFinder
    from summarizer.types import Article


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads articles; loaded once, then cheap.

    article.text | sentences | names, figures, times | claims
                             | statements            | speakers
    """

    nlp: Language
    names: MentionFinder
    markets: MarketFinder
    sectors: SectorFinder

    def __call__(self, article: Article) -> Extraction:
        """Everything that the article says in figures, and who said what."""
        doc = self.nlp.make_doc(article.text)
        sentences = split_sentences(article.text, article.clutter)
        names = list(self.names.find(article.text, doc))
        names += self.markets.find(article.text, names)
        names = _in_order([*names, *self.names.find_unlisted(article.text, names)])
        findings = Findings(
            tokens=[(token.idx, token.text) for token in doc],
            mentions=_in_order([*names, *self.sectors.find(article.text, names)]),
            figures=list(find_figures(article.text)),
            times=list(find_times(article.text)),
        )
        session = read_session(article, sentences, findings.times, findings.mentions)
        found = find_claims(article.text, sentences, findings, session)
        statements = tuple(find_statements(article.text, sentences))
        claims = (item for item in found if isinstance(item, Claim))
        return Extraction(
            claims=tuple(name_speakers(claims, statements, article.text)),
            statements=statements,
            sentences=tuple(sentences),
            quantities=tuple(item for item in found if isinstance(item, Quantity)),
            names=tuple((mention.entity.name, mention.span) for mention in findings.mentions),
        )


def load_extractor(extra_names: Path | None = None) -> Extractor:
    """Load spaCy's tokenizer and compile the gazetteer (about two seconds, most of it importing spaCy).

    `extra_names` is a file of the user's own entities.  Raises InputError if that file is malformed.
    """
    from summarizer.extract.mentions import load_mention_finder  # noqa: PLC0415 — it imports spaCy's matcher

    gazetteer, lexicon = load_gazetteer(extra_names), load_lexicon()
    nlp = load_tokenizer()
    return Extractor(
        nlp,
        load_mention_finder(nlp, gazetteer),
        load_market_finder(gazetteer, lexicon),
        load_sector_finder(gazetteer, lexicon),
    )


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: mention.span)
