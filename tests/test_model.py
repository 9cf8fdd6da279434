"""Loading a model and working with it: tiny random ones of each architecture, once the real default."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ModelError
from summarizer.summarize.atoms import atoms
from summarizer.summarize.backend import load_transformers
from summarizer.summarize.drafting import fit, whole_sentences
from summarizer.summarize.model import Model, Source, load_model
from summarizer.summarize.model_spec import Decoding, Prompt, Search, Style, Task
from summarizer.summarize.prompting import PromptEncoder
from summarizer.summarize.scoring import AnswerScorer
from summarizer.summarize.shorten import combined_cuts, single_cuts
from summarizer.summarize.spec import load_spec
from summarizer.summarize.subsequence import allows, render
from tiny_models import SENTENCES, save_causal, save_seq2seq

ROOT = Path(__file__).parent.parent

#: Monday, the banks and the second half may go; so may the first and the level together.
SOURCE = Source(tuple(SENTENCES[0].split()), ((5, 7), (9, 12), (12, 18), (5, 9)))
#: The relative clause and the attribution may go.
OTHER = Source(tuple(SENTENCES[1].split()), ((2, 7), (12, 16)))
WHOLE = Source(tuple(SENTENCES[2].split()), ())


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    """Tiny matrices are not worth a second thread, and waiting for it is slow where the machine is busy."""
    import torch  # noqa: PLC0415 - slow

    torch.set_num_threads(1)


@pytest.fixture(scope="module", params=["Llama", "Qwen2"])
def causal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a causal model."""
    return save_causal(tmp_path_factory.mktemp("causal"), request.param)


@pytest.fixture(scope="module", params=[save_causal, save_seq2seq], ids=["causal", "seq2seq"])
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of either architecture."""
    folder: Path = request.param(tmp_path_factory.mktemp("saved"))
    return folder


def load_compressor(folder: Path, search: Search, reward: float = 0.0) -> Model:
    """The saved model, asked to shorten."""
    spec = replace(
        load_spec(str(folder)),
        task=Task.COMPRESS,
        prompt=Prompt("Shorten. {sentence}", Style.CHAT),
        decoding=Decoding(search=search, reward=reward),
    )
    return load_model(spec)


@pytest.mark.parametrize("search", Search)
def test_short_forms_keep_the_rules(causal: Path, search: Search) -> None:
    """Every form is an allowed one and printed as such, with a mean log-probability; none comes twice."""
    sources = [SOURCE, OTHER, WHOLE]
    found = load_compressor(causal, search).shorten(sources)
    assert len(found) == len(sources)
    for source, forms in zip(sources, found, strict=True):
        assert forms
        assert len({form.kept for form in forms}) == len(forms)
        for form in forms:
            assert allows(source, form.kept)
            assert form.text.replace(",", "") == render(source, form.kept).replace(",", "")
            assert form.logprob < 0
    assert [form.kept for form in found[2]] == [tuple(range(len(WHOLE.words)))]


@pytest.mark.parametrize("search", Search)
def test_all_is_computed_where_the_network_is(causal: Path, search: Search) -> None:
    """No tensor is made on another device: where that is the default one, which can't compute, the answer stays."""
    import torch  # noqa: PLC0415 - slow

    model = load_compressor(causal, search)
    with torch.device("meta"):
        elsewhere = model.shorten([SOURCE, OTHER])
    assert elsewhere == model.shorten([SOURCE, OTHER])


def test_drafting_computes_where_the_network_is(saved: Path) -> None:
    """The same of a model that drafts."""
    import torch  # noqa: PLC0415 - slow

    model = load_model(str(saved))
    with torch.device("meta"):
        elsewhere = model.draft(" ".join(SENTENCES), 5)
    assert elsewhere == model.draft(" ".join(SENTENCES), 5)


def test_a_device_that_is_none_is_refused(causal: Path) -> None:
    """In one line that names it, before anything is computed."""
    for name in ("gpu", "cuda:9", ""):
        with pytest.raises(ModelError, match=rf"device {name}.* none that torch can use here"):
            load_model(str(causal), device=name)


def test_every_cut_and_the_whole_are_considered(causal: Path) -> None:
    """With few ranges all forms are listed, the whole sentence too; a reward brings short ones forward."""
    whole = tuple(range(len(OTHER.words)))
    forms = load_compressor(causal, Search.SCORE).shorten([OTHER])[0]
    assert {len(form.kept) for form in forms} == {16, 11, 12, 7}
    assert whole in {form.kept for form in forms}
    eager = load_compressor(causal, Search.SCORE, reward=1000).shorten([OTHER])[0]
    assert [len(form.kept) for form in eager] == [7, 11, 12, 16]


def test_a_batch_is_worth_the_same_as_one_by_one(causal: Path) -> None:
    """Company does not change what a model says of a sentence."""
    model = load_compressor(causal, Search.SCORE)
    sources = [SOURCE, WHOLE, OTHER] * 4
    for alone, together in zip([model.shorten([one])[0] for one in sources], model.shorten(sources), strict=True):
        assert [form.kept for form in alone] == [form.kept for form in together]
        assert [form.logprob for form in alone] == pytest.approx([form.logprob for form in together], abs=0.05)
    assert list(model.shorten([])) == []


def test_any_word_may_go_where_no_ranges_are_given(causal: Path) -> None:
    """Without ranges the model is as free as the order of the words allows."""
    source = Source(SOURCE.words)
    form = load_compressor(causal, Search.GENERATE).shorten([source])[0][0]
    assert allows(source, form.kept)
    whole = load_compressor(causal, Search.SCORE).shorten([source])[0]
    assert [form.kept for form in whole] == [tuple(range(len(source.words)))]


def test_scores_are_the_networks_own(causal: Path) -> None:
    """A prompt read once and answers in padded batches score as the network scores each whole text."""
    import torch  # noqa: PLC0415 - slow

    network = load_transformers().AutoModelForCausalLM.from_pretrained(causal, dtype=torch.float32)
    prompts = [[5, 6, 7], [9], [11, 12, 13, 14, 15]]
    answers = [(0, [20, 21]), (2, [30]), (1, [40, 41, 42, 43]), (0, [22])]
    expected = []
    for number, answer in answers:
        prompt = prompts[number]
        with torch.inference_mode():
            logprobs = network(torch.tensor([[*prompt, *answer]])).logits[0].log_softmax(-1)
        expected.append(sum(float(logprobs[len(prompt) - 1 + place, token]) for place, token in enumerate(answer)))
    scorer = AnswerScorer(network, prompts)
    assert scorer(answers) == pytest.approx(expected, rel=1e-4)
    assert scorer(answers[1:]) == pytest.approx(expected[1:], rel=1e-4)
    assert scorer([]) == []


def test_a_marker_in_the_text_is_mere_text(causal: Path) -> None:
    """An article that spells out a special token can't end the prompt, be it put plainly or as a chat."""
    tokenizer = load_transformers().AutoTokenizer.from_pretrained(causal)
    end = tokenizer.eos_token_id
    for style in Style:
        encoder = PromptEncoder(tokenizer, Prompt("Shorten {sentence} now.", style))
        plain, marked = encoder("rose"), encoder("rose<|im_end|>")
        assert marked.count(end) == plain.count(end) == (1 if style is Style.CHAT else 0)
        assert "Shorten rose now." in tokenizer.decode(plain)
        assert "rose<|im_end|>" in tokenizer.decode(marked)
    assert PromptEncoder(tokenizer, Prompt("<|im_end|>{sentence}", Style.PLAIN))("rose")[0] == end


def test_a_chat_prompt_without_a_template_is_put_plainly(tmp_path: Path) -> None:
    """A base model has no chat template; it is asked all the same."""
    tokenizer = load_transformers().AutoTokenizer.from_pretrained(save_causal(tmp_path, chat=False))
    encoder = PromptEncoder(tokenizer, Prompt("In {words} words: {article}", Style.CHAT))
    assert tokenizer.decode(encoder("rose", words=40)) == "In 40 words: rose"


def test_both_architectures_draft(saved: Path) -> None:
    """A folder with a saved model needs no spec; it writes text without marks, the same every time."""
    model = load_model(str(saved))
    assert model.task == "draft"
    assert model.revision.startswith("sha256:")
    draft = model.draft("\n\n".join(SENTENCES), 20)
    assert draft == model.draft("\n\n".join(SENTENCES), 20)
    assert "<|im_" not in draft
    with pytest.raises(ModelError, match="can't shorten"):
        model.shorten([WHOLE])


def test_a_long_article_is_cut_to_the_context(saved: Path) -> None:
    """More than the model can read is no error."""
    model = load_model(str(saved))
    model.draft("\n\n".join(SENTENCES * 40), 20)
    model.draft("word " * 5000, 20)


def test_a_model_that_shortens_does_not_draft(causal: Path) -> None:
    """Asking a model for the other task is an error that names it."""
    with pytest.raises(ModelError, match="can't draft"):
        load_compressor(causal, Search.SCORE).draft("Shares rose.", 20)


@pytest.mark.parametrize("damage", ["cut", "missing", "tokenizer"])
def test_damaged_weights_are_one_line(causal: Path, tmp_path: Path, damage: str) -> None:
    """A model that can't be loaded is an error that names the folder, not a traceback."""
    folder = Path(shutil.copytree(causal, tmp_path / "model"))
    weights = folder / "model.safetensors"
    if damage == "cut":
        weights.write_bytes(weights.read_bytes()[:-100])
    elif damage == "missing":
        weights.unlink()
    else:
        (folder / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match=r"can't be loaded from .*model"):
        load_model(str(folder))


@given(st.text("ab .!\n", max_size=60), st.integers(0, 60))
def test_what_fits_is_a_beginning(text: str, room: int) -> None:
    """The part of an article that is read is its beginning, fits, and is all of it where that fits."""
    part = fit(text, lambda beginning: len(beginning) <= room)
    assert text.startswith(part)
    assert len(part) <= room
    if len(text.strip()) == len(text) <= room:
        assert part == text


def test_an_article_is_cut_between_paragraphs_before_sentences() -> None:
    """A paragraph that does not fit is left out as a whole, the first one sentence by sentence."""
    text = "One. Two.\n\nThree. Four."
    assert fit(text, lambda part: len(part) < 20) == "One. Two."
    assert fit(text, lambda part: len(part) < 8) == "One."
    assert fit("One two three.", lambda part: len(part) < 10) == "One two"
    assert fit(text, lambda _: False) == ""


def test_a_draft_that_breaks_off_ends_with_its_last_sentence() -> None:
    """A decimal point ends no sentence; a draft without an end stays."""
    assert whole_sentences(' It rose 1.5%. "It fell." And th') == 'It rose 1.5%. "It fell."'
    assert whole_sentences("It rose 1.5") == "It rose 1.5"


@given(st.data())
def test_combined_cuts_are_allowed_forms(data: st.DataObject) -> None:
    """Whatever each cut alone is worth, their combinations keep the rules and something is left."""
    words = tuple("abcdefgh")
    ranges = [(start, end) for end in range(1, 9) for start in range(end)]
    source = Source(words, tuple(data.draw(st.lists(st.sampled_from(ranges), max_size=12))))
    cuts = single_cuts(source)
    worths = {cut: data.draw(st.floats(-10, 10)) for cut in cuts}
    forms = [*cuts.values(), *combined_cuts(source, worths)]
    assert all(allows(source, kept) for kept in forms)


def test_importing_costs_nothing() -> None:
    """Neither torch nor transformers is loaded before a model is."""
    program = (
        "import sys, pkgutil, importlib, summarizer.summarize as package\n"
        "for module in pkgutil.iter_modules(package.__path__):\n"
        "    importlib.import_module(f'{package.__name__}.{module.name}')\n"
        "print({'torch', 'transformers', 'huggingface_hub', 'numpy'} & set(sys.modules))"
    )
    assert printed_by(program) == "set()\n"


def test_the_compiler_is_not_imported_and_can_be_later(tmp_path: Path) -> None:
    """Loading and shortening do without it; who imports it after that gets the real one."""
    folder = save_causal(tmp_path)
    program = (
        "import sys\n"
        "from summarizer.summarize.model import load_model\n"
        f"model = load_model({str(folder)!r})\n"
        "model.draft('Shares rose.', 5)\n"
        "print({'torch._dynamo', 'torch.distributed.tensor'} & set(sys.modules))\n"
        "import torch._dynamo\n"
        "print(torch._dynamo.__file__ is not None, torch.distributed.is_available())"
    )
    assert printed_by(program) == "set()\nTrue True\n"


def printed_by(program: str) -> str:
    """What a program prints in an interpreter of its own, where nothing is imported yet."""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.weights
def test_the_default_model_shortens() -> None:
    """The real weights with their adapter, pulled where needed: an editor's cuts, in words of the source."""
    model = load_model()
    adapter = load_spec().adapter
    assert adapter
    assert (model.task, model.is_free, model.revision) == ("compress", True, f"sha256:{adapter.sha256[:12]}")
    index = "The Straits Times Index added 0.5% to close at 3,122.4 on Monday."
    share = "Saudi oil giant Aramco lost 1.9%."
    sentences = {
        "The Straits Times Index added 14.8 points, or 0.5%, to close at 3,122.4 on Monday, as easing Treasury yields "
        "encouraged buying across the trust sector.": index,
        "Saudi oil giant Aramco, whose free float is so small that it matters little, lost 1.9%.": share,
    }
    found = model.shorten([Source(atoms(sentence)) for sentence in sentences])
    for short, forms in zip(sentences.values(), found, strict=True):
        assert short in {form.text for form in forms}
        assert all(-1 < form.logprob < 0 for form in forms)
