"""Sentences into shorter forms of their own words, by a causal network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.summarize.constraint import CopyAutomaton
from summarizer.summarize.model_spec import Decoding, Search
from summarizer.summarize.scoring import AnswerScorer
from summarizer.summarize.shorten import Shortened, combined_cuts, single_cuts, worth_of
from summarizer.summarize.speculation import decode
from summarizer.summarize.subsequence import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.summarize.prompting import PromptEncoder
    from summarizer.summarize.speculation import Row
    from summarizer.summarize.subsequence import Kept, Range, Source

#: Sentences worked on at once: with more a processor is hardly faster and takes more memory, a GPU is faster.
BATCH = 16
GPU_BATCH = 256


@dataclass(frozen=True, slots=True)
class Scored:
    """A form that a network has read."""

    form: Shortened
    #: In nats.
    worth: float


@dataclass(frozen=True, slots=True)
class Compressor:
    """Asks a network for short forms."""

    #: A transformers model.
    network: Any
    encoder: PromptEncoder
    #: The token that ends an answer.
    end: int
    decoding: Decoding

    def __call__(self, sources: Sequence[Source]) -> list[tuple[Shortened, ...]]:
        """For each sentence the forms that were considered, the best first."""
        size = BATCH if self.network.device.type == "cpu" else GPU_BATCH
        # Those of a length end in the same number of steps.
        order = sorted(range(len(sources)), key=lambda number: len(sources[number].words))
        found: dict[int, tuple[Shortened, ...]] = {}
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            forms = self._find_forms([sources[number] for number in batch])
            found |= zip(batch, map(_ranked, forms), strict=True)
        return [found[number] for number in range(len(sources))]

    def _find_forms(self, sources: Sequence[Source]) -> list[dict[Kept, Scored]]:
        if self.decoding.search is Search.GENERATE:
            return self._generate(sources)
        prompts = [self.encoder(" ".join(source.words)) for source in sources]
        return self._search(AnswerScorer(self.network, prompts), sources)

    def _search(self, scorer: AnswerScorer, sources: Sequence[Source]) -> list[dict[Kept, Scored]]:
        """Score the whole sentence and each cut alone, then the most promising combinations of cuts."""
        whole = [tuple(range(len(source.words))) for source in sources]
        cuts = [single_cuts(source) for source in sources]
        single = self._score(scorer, sources, [[all_, *one.values()] for all_, one in zip(whole, cuts, strict=True)])
        combined = [
            combined_cuts(source, _gains(one, forms)) for source, one, forms in zip(sources, cuts, single, strict=True)
        ]
        more = self._score(scorer, sources, combined)
        return [{**one, **other} for one, other in zip(single, more, strict=True)]

    def _score(
        self, scorer: AnswerScorer, sources: Sequence[Source], forms: Sequence[Iterable[Kept]]
    ) -> list[dict[Kept, Scored]]:
        """Have the network read forms of each sentence."""
        asked = [(number, kept) for number, some in enumerate(forms) for kept in some]
        texts = [render(sources[number], kept) for number, kept in asked]
        answers = [[*self.encoder.encode(text), self.end] for text in texts]
        logprobs = scorer([(number, answer) for (number, _), answer in zip(asked, answers, strict=True)])
        scored: list[dict[Kept, Scored]] = [{} for _ in sources]
        for (number, kept), text, answer, logprob in zip(asked, texts, answers, logprobs, strict=True):
            worth = worth_of(sources[number], kept, logprob, self.decoding.reward)
            scored[number][kept] = Scored(Shortened(kept, text, logprob / len(answer)), worth)
        return scored

    def _generate(self, sources: Sequence[Source]) -> list[dict[Kept, Scored]]:
        """Have the network write a form of each length of each sentence, under the copy constraint."""
        lengths = self.decoding.asked
        prompts = [self.encoder(" ".join(source.words), length=length) for source in sources for length in lengths]
        encode = cache(self.encoder.encode)  # a sentence's words are the same at each length
        automata = [
            CopyAutomaton(source, encode, self.end)
            for sentence in sources
            for source in (sentence.fullest, *[sentence] * (len(lengths) - 1))
        ]
        answers = iter(decode(self.network, prompts, automata, alike=len(lengths)))
        found: list[dict[Kept, Scored]] = []
        for _ in sources:
            forms = [_form(next(answers)) for _ in lengths]
            found.append({form.kept: Scored(form, form.logprob) for form in reversed(forms)})
        return found


def _form(row: Row) -> Shortened:
    written = row.automaton.read(row.tokens)
    return Shortened(written.kept, written.text, row.logprob / len(row.tokens))


def _gains(cuts: dict[Range, Kept], forms: dict[Kept, Scored]) -> dict[Range, float]:
    """What each cut alone is worth."""
    whole = forms[max(forms, key=len)].worth
    return {cut: forms[kept].worth - whole for cut, kept in cuts.items()}


def _ranked(forms: dict[Kept, Scored]) -> tuple[Shortened, ...]:
    return tuple(scored.form for scored in sorted(forms.values(), key=lambda one: -one.worth))
