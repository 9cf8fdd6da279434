"""Where a network computes, and in which number format: the processor, or a GPU where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import ModelError
from summarizer.summarize.model_spec import Precision

if TYPE_CHECKING:
    import torch

#: The first GPU that torch can use, else the processor.
AUTO = "auto"
#: What processors call the instructions that compute in bfloat16; without them it is slower than float32.
NATIVE_BFLOAT16 = ("avx512_bf16", "amx_bf16")


def find_device(name: str = AUTO) -> torch.device:
    """The device of that name as torch has them: "cpu", "cuda", "cuda:1", "mps", or `AUTO`.

    Raises ModelError where there is none.
    """
    import torch  # noqa: PLC0415 - slow

    try:
        device = torch.device(("cuda" if torch.cuda.is_available() else "cpu") if name == AUTO else name)
        torch.ones(1, device=device).item()
    except (RuntimeError, AssertionError) as error:
        raise ModelError(f"device {name}", "is none that torch can use here", "use auto or cpu") from error
    return device


def find_dtype(precision: Precision, device: torch.device) -> torch.dtype:
    """The number format to compute in on a device."""
    import torch  # noqa: PLC0415 - slow

    if precision is not Precision.AUTO:
        found: torch.dtype = getattr(torch, precision.value)
        return found
    if device.type == "cpu":
        able = torch.cpu.get_capabilities()
        return torch.bfloat16 if any(able.get(name) for name in NATIVE_BFLOAT16) else torch.float32
    able_gpu = device.type != "cuda" or torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if able_gpu else torch.float32
