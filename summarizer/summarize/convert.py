"""A GGUF file into a folder that transformers loads at once: safetensors in bfloat16, and the tokenizer.

Reading a GGUF file takes 20 s (most of it parsing the vocabulary), reading what is written here 0.2 s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.summarize.backend import load_transformers
from summarizer.summarize.progress import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.summarize.progress import Progress

#: Read the model, read the tokenizer, write both.
STEPS = 3


def convert_gguf(gguf: Path, into: Path, progress: Progress) -> None:
    """Write the model of the file `gguf` and its tokenizer into the folder `into`.

    Raises OSError where the folder can't be written.
    """
    transformers = load_transformers()  # before torch, which reads its settings
    import torch  # noqa: PLC0415 - slow
    from safetensors import SafetensorError  # noqa: PLC0415

    progress(Stage.CONVERT, 0, STEPS)
    packed = transformers.AutoModelForCausalLM.from_pretrained(
        gguf.parent,
        gguf_file=gguf.name,
        dtype=torch.bfloat16,
        local_files_only=True,
        **_unpacked(transformers),
    )
    progress(Stage.CONVERT, 1, STEPS)
    tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, local_files_only=True)
    progress(Stage.CONVERT, 2, STEPS)
    try:
        _plain(packed, transformers).save_pretrained(into)
        tokenizer.save_pretrained(into)
    except SafetensorError as error:  # how safetensors reports a full disk
        raise OSError(str(error)) from error
    progress(Stage.CONVERT, STEPS, STEPS)


def merge_adapter(base: Path, adapter: Path, into: Path, progress: Progress) -> None:
    """Write the model of the folder `base`, the adapter's low-rank factors added to its weights (Hu et al., 2021).

    Raises OSError where the folder can't be written, ValueError where the adapter is another model's.
    """
    transformers = load_transformers()
    import torch  # noqa: PLC0415 - slow
    from safetensors import safe_open  # noqa: PLC0415

    progress(Stage.CONVERT, 0, STEPS)
    network = transformers.AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16, local_files_only=True)
    weights = dict(network.named_parameters())
    with safe_open(adapter, "pt") as factors, torch.no_grad():
        scale = float(factors.metadata()["scale"])
        for name in factors.keys():  # noqa: SIM118 - no mapping
            if ".lora_A." not in name:
                continue
            weight = weights.get(name.removeprefix("base_model.model.").replace(".lora_A.", "."))
            narrow, wide = (factors.get_tensor(name.replace("_A.", f"_{side}.")).float() for side in "AB")
            if weight is None or weight.shape != (wide.shape[0], narrow.shape[1]):
                raise ValueError(f"{adapter.name} was trained on another model: {name}")
            weight.copy_(weight.float() + scale * (wide @ narrow))
    progress(Stage.CONVERT, 1, STEPS)
    network.save_pretrained(into)
    transformers.AutoTokenizer.from_pretrained(base, local_files_only=True).save_pretrained(into)
    progress(Stage.CONVERT, STEPS, STEPS)


def _unpacked(transformers: Any) -> dict[str, Any]:
    """Ask for plain tensors: newer versions keep the packed ones where they find kernels for them."""
    config = getattr(transformers, "GgufConfig", None)
    return {"quantization_config": config(dequantize=True)} if config else {}


def _plain(packed: Any, transformers: Any) -> Any:
    """The same weights in a model that can be saved: one that came from a GGUF file refuses."""
    config = packed.config
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    plain = transformers.AutoModelForCausalLM.from_config(config, dtype=packed.dtype)
    plain.load_state_dict(packed.state_dict())
    plain.generation_config = packed.generation_config
    return plain
