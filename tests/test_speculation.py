"""Guessing from the source changes the number of steps, never the output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.summarize.backend import load_transformers
from summarizer.summarize.constraint import CopyAutomaton
from summarizer.summarize.speculation import decode
from summarizer.summarize.subsequence import Source
from tiny_models import SENTENCES, save_causal

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture(scope="module", params=["Llama", "Qwen2"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """A network in single precision, so that nothing ties, and its tokenizer."""
    import torch  # noqa: PLC0415 - slow

    torch.set_num_threads(1)
    folder = save_causal(tmp_path_factory.mktemp("causal"), request.param)
    transformers = load_transformers()
    network = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    return network.eval(), transformers.AutoTokenizer.from_pretrained(folder)


@st.composite
def batches(draw: st.DrawFn) -> tuple[list[Source], list[str]]:
    """Sentences with some gaps closed, and how to ask for them."""
    sources = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)):
        words = tuple(sentence.split()[: draw(st.integers(2, 12))])
        ranges = [(start, end) for end in range(1, len(words) + 1) for start in range(end)]
        sources.append(Source(words, closed=draw(st.frozensets(st.sampled_from(ranges), max_size=20))))
    return sources, draw(st.lists(st.sampled_from(["A little.", "Much.", "Very much."]), min_size=1, max_size=3))


def greedy(network: Any, prompt: Sequence[int], automaton: CopyAutomaton) -> tuple[list[int], float]:
    """The likeliest allowed token, one at a time, everything read anew; and their log-probability among the allowed."""
    import torch  # noqa: PLC0415 - slow

    state, tokens, logprob = automaton.start, list[int](), 0.0
    while automaton.end not in tokens:
        with torch.inference_mode():
            scores = network(torch.tensor([[*prompt, *tokens]])).logits[0, -1]
        allowed = sorted(automaton.allowed_next(state))
        logprob += float(scores[allowed].log_softmax(-1).max())
        tokens.append(allowed[int(scores[allowed].argmax())])
        state = automaton.advance(state, tokens[-1])
    return tokens, logprob


@given(batches())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_output_is_that_of_plain_greedy_decoding(
    model: tuple[Any, Any], batch: tuple[list[Source], list[str]]
) -> None:
    """Token for token, for each sentence and each length, whatever else is in the batch."""
    network, tokenizer = model
    sources, lengths = batch

    def encode(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False))

    prompts = [encode(f"{' '.join(source.words)} {length} Answer:") for source in sources for length in lengths]
    automata = [CopyAutomaton(source, encode, tokenizer.eos_token_id) for source in sources for _ in lengths]
    rows = decode(network, prompts, automata, alike=len(lengths))
    for row, prompt, automaton in zip(rows, prompts, automata, strict=True):
        tokens, logprob = greedy(network, prompt, automaton)
        assert row.tokens == tokens
        assert row.logprob == pytest.approx(logprob, abs=1e-3)


def test_nothing_to_decode(model: tuple[Any, Any]) -> None:
    """No sentence, no output."""
    assert decode(model[0], [], [], alike=3) == []
