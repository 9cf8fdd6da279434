"""Tiny random models of every architecture: what they write is noise, how they write it is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.summarize.backend import load_transformers

if TYPE_CHECKING:
    from pathlib import Path

#: What the tokenizer learns its words from.
SENTENCES = (
    "The Russell 2000 rose 1.47% on Monday to 2,442.03, led by banks, while the S&P 500 added 0.3%.",
    "Small caps, which had lagged all year, beat large ones in November, analysts at Jefferies said.",
    "Dan Lefkovitz, an index strategist at Morningstar, called the gain broad but fragile.",
)
#: Marks of a conversation, as ChatML writes them.
CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ("<pad>", "<|im_start|>", "<|im_end|>")


def save_causal(folder: Path, kind: str = "Llama", *, chat: bool = True, context: int = 512) -> Path:
    """Save a causal model, Llama or Qwen2, and its tokenizer."""
    transformers = load_transformers()
    tokenizer = _tokenizer(transformers, "")
    if chat:
        tokenizer.chat_template = CHAT
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=len(tokenizer),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=context,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    return _save(folder, transformers, getattr(transformers, f"{kind}ForCausalLM"), config, tokenizer)


def save_seq2seq(folder: Path, *, context: int = 128) -> Path:
    """Save a BART and its tokenizer."""
    transformers = load_transformers()
    tokenizer = _tokenizer(transformers, "<|im_start|> $A <|im_end|>")
    config = transformers.BartConfig(
        vocab_size=len(tokenizer),
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=context,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=2,
        forced_eos_token_id=2,
    )
    return _save(folder, transformers, transformers.BartForConditionalGeneration, config, tokenizer)


def _save(folder: Path, transformers: Any, kind: Any, config: Any, tokenizer: Any) -> Path:
    transformers.set_seed(0)
    kind(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer(transformers: Any, frame: str) -> Any:
    """A byte-level tokenizer; the frame is what it puts around a text."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers  # noqa: PLC0415 - slow

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    if frame:
        tokenizer.post_processor = processors.TemplateProcessing(
            single=frame, special_tokens=[(token, number) for number, token in enumerate(SPECIAL)]
        )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=SPECIAL[0], bos_token=SPECIAL[1], eos_token=SPECIAL[2]
    )
