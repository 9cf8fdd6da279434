"""Train the default model's adapter: ``python models/training/train.py OUT [--data FILE] [--epochs N] [--device D]``.

A LoRA adapter on the model of ``models/smollm2-135m``, taught to write a sentence's short form, of three lengths.
Runs on two processor cores in an hour, on a GPU in minutes.  Killed, it goes on from its last checkpoint when it is
started again with the same OUT; the same seed on the same machine gives the same adapter.  `log.jsonl` in OUT holds
the losses, `adapter.safetensors` is what a spec names.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from augment import augment
from packing import Packed, loss_of
from pairs import group, load_examples, split_of
from summarizer.summarize.prompting import PromptEncoder
from summarizer.summarize.spec import load_spec
from summarizer.summarize.weights import pull

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairs import Example

HERE = Path(__file__).parent
DATA = HERE.parent / "corpus" / "compressions.jsonl"
#: From Hu et al., LoRA (2021), as used for small models; the rank and rate measured best of 8, 16, 32 and 2e-4 … 8e-4.
RANK, ALPHA = 16, 32  # no dropout: on a processor it takes a third of the time
RATE, WARM_UP = 4e-4, 20
#: Sentences of a step, each with its two or three short forms.
BATCH = 8
#: An example is augmented in so many of the epochs after the first.
AUGMENTED = 0.7
CHECKPOINT_EVERY = 100  # steps


def main() -> None:
    """Train, evaluating after each epoch; keep the adapter of the best epoch."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    random.seed(options.seed)
    trainer = Trainer(options)
    trainer.run()


def parse() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="folder for the adapter, the log and checkpoints")
    parser.add_argument("--data", type=Path, default=DATA, help='lines of {"item", "source", "short"}')
    parser.add_argument("--model", default="compressor-135m", help="spec whose prompt, lengths and base are trained")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Trainer:
    """The network, its adapter, the data and where the training stands."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Load everything, and the last checkpoint where there is one."""
        from summarizer.summarize.backend import load_transformers  # noqa: PLC0415 - slow

        transformers = load_transformers()
        import peft  # noqa: PLC0415
        import torch  # noqa: PLC0415

        torch.manual_seed(options.seed)
        self.options = options
        self.device = options.device
        if self.device == "auto":
            self.device = "cuda" if torch.cuda.is_available() else "cpu"
        spec = load_spec(options.model)
        folder = pull(load_spec("smollm2-135m"))
        self.tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.encoder = PromptEncoder(self.tokenizer, spec.prompt)
        self.lengths = spec.decoding.lengths
        base = transformers.AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=torch.bfloat16,
            local_files_only=True,
            attn_implementation="eager",  # on short texts a processor learns a third faster with it
        )
        config = peft.LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM")
        self.network = peft.get_peft_model(base, config).to(self.device)
        self.weights = [weight for weight in self.network.parameters() if weight.requires_grad]
        self.optimizer = torch.optim.AdamW(self.weights, lr=RATE, weight_decay=0.0)
        examples = load_examples(options.data)
        self.train = group([one for one in examples if split_of(one.item) == "train"])
        self.dev = group([one for one in examples if split_of(one.item) == "dev"])
        self.people = sorted({word for forms in self.train for word in _surnames(forms[0])})
        self.steps = math.ceil(len(self.train) / BATCH) * options.epochs
        self.step = 0
        self._resume()

    def run(self) -> None:
        """All epochs, from where the last checkpoint left off."""
        self._log(train=len(self.train), dev=len(self.dev), dev_loss=self.evaluate())
        started, tokens = time.monotonic(), 0
        for step, batch in enumerate(self._batches()):
            if step < self.step:
                continue
            for parameters in self.optimizer.param_groups:
                parameters["lr"] = _rate(step, self.steps)
            loss, read = self._learn(batch)
            tokens += read
            self.step = step + 1
            if self.step % 20 == 0:
                self._log(
                    step=self.step, of=self.steps, loss=loss, tokens_a_second=tokens / (time.monotonic() - started)
                )
            if self.step % CHECKPOINT_EVERY == 0:
                self._checkpoint()
            if self.step % (self.steps // self.options.epochs) == 0:
                self._log(step=self.step, dev_loss=self.evaluate())
                self._save()
        self._save()

    def evaluate(self) -> float:
        """Mean loss of a token of the development examples' short forms, in nats."""
        import torch  # noqa: PLC0415

        self.network.eval()
        total = count = 0.0
        with torch.inference_mode():
            for start in range(0, len(self.dev), BATCH):
                batch = [self._encode(forms) for forms in self.dev[start : start + BATCH]]
                size = sum(len(answer) for packed in batch for _, answer in packed.branches)
                total += float(self._loss(batch)) * size
                count += size
        self.network.train()
        return total / max(count, 1)

    def _batches(self) -> Iterator[list[Packed]]:
        """The epochs' batches: the same for the same seed, examples of like lengths together."""
        for epoch in range(self.options.epochs):
            chance = random.Random(f"{self.options.seed}/{epoch}")  # noqa: S311 - no secret
            encoded = [
                self._encode(augment(forms, self.people, chance) if epoch and chance.random() < AUGMENTED else forms)
                for forms in self.train
            ]
            encoded.sort(key=lambda packed: packed.size + chance.random() * 20)
            batches = [encoded[start : start + BATCH] for start in range(0, len(encoded), BATCH)]
            chance.shuffle(batches)
            yield from batches

    def _encode(self, forms: Sequence[Example]) -> Packed:
        """A sentence's tokens, read once, and behind them each length asked for with its answer."""
        text = " ".join(forms[0].words)
        head: list[int] = []
        branches = []
        for form in forms:
            head, asked = self.encoder.split(text, length=self.lengths[form.level])
            branches.append((asked, [*self.encoder.encode(form.text), self.tokenizer.eos_token_id]))
        return Packed(head, branches)

    def _learn(self, batch: Sequence[Packed]) -> tuple[float, int]:
        """One step; the loss, and the number of tokens read."""
        import torch  # noqa: PLC0415

        loss = self._loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(loss.detach()), sum(packed.size for packed in batch)

    def _loss(self, batch: Sequence[Packed]) -> Any:
        return loss_of(self.network.base_model.model, batch, self.device)

    def _save(self) -> None:
        """The adapter as a spec names it."""
        import peft  # noqa: PLC0415
        import torch  # noqa: PLC0415
        from safetensors.torch import save_file  # noqa: PLC0415

        state = peft.get_peft_model_state_dict(self.network)
        tensors = {name: tensor.detach().cpu().to(torch.bfloat16).contiguous() for name, tensor in state.items()}
        save_file(tensors, self.options.out / "adapter.safetensors", {"scale": str(ALPHA / RANK)})

    def _checkpoint(self) -> None:
        import peft  # noqa: PLC0415
        import torch  # noqa: PLC0415

        held = {
            "adapter": peft.get_peft_model_state_dict(self.network),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        partial = self.options.out / "checkpoint.partial"
        torch.save(held, partial)
        partial.rename(self.options.out / "checkpoint.pt")

    def _resume(self) -> None:
        import peft  # noqa: PLC0415
        import torch  # noqa: PLC0415

        path = self.options.out / "checkpoint.pt"
        if path.exists():
            held = torch.load(path, map_location=self.device, weights_only=True)
            peft.set_peft_model_state_dict(self.network, held["adapter"])
            self.optimizer.load_state_dict(held["optimizer"])
            self.step = held["step"]

    def _log(self, **entry: float) -> None:
        line = json.dumps({name: round(value, 4) for name, value in entry.items()})
        print(line, flush=True)
        with (self.options.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _rate(step: int, steps: int) -> float:
    """The learning rate: warmed up, then down a half cosine."""
    return RATE * min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))


def _surnames(example: Example) -> Iterator[str]:
    """The word before each "of" or "at" of a sentence that says who says something: names, mostly."""
    words = example.words
    for word, after in itertools.pairwise(words):
        if after in {"of", "at"} and word.isalpha() and word[:1].isupper() and word[1:].islower():
            yield word


if __name__ == "__main__":
    main()
