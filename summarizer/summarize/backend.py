"""The door to transformers and torch: quiet, and considerate on a busy machine."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Torch's compiler.
_COMPILER = "torch._dynamo"
_ATTRIBUTE = "_dynamo"

SETTINGS = {
    # A thread that waits for another one sleeps instead of spinning.  With two threads on two processors that
    # others use as well, five sentences took 9 s instead of 47 s.
    "OMP_WAIT_POLICY": "PASSIVE",
    # Some progress bars are drawn past transformers' own switch.
    "TQDM_DISABLE": "1",
}


def settle_environment() -> None:
    """Set what torch and tqdm read when they are first imported; what the user has set stands.

    A program that imports spaCy first calls this before: spaCy imports torch where it is installed.
    """
    for name, setting in SETTINGS.items():
        os.environ.setdefault(name, setting)


@cache
def load_transformers() -> Any:
    """Import transformers and torch (about two seconds, once) without their progress bars, advice and compiler."""
    settle_environment()
    try:
        with without_compiler():
            transformers = _import_transformers()
    except (ImportError, AttributeError):  # a release that needs more of the compiler: then with all of it
        for name in [name for name in sys.modules if name.partition(".")[0] == "transformers"]:
            del sys.modules[name]
        transformers = _import_transformers()
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    return transformers


def _import_transformers() -> Any:
    transformers = importlib.import_module("transformers")
    for needed in ("modeling_utils", "generation", "generation.utils"):  # by every network that writes
        importlib.import_module(f"transformers.{needed}")
    return transformers


@contextmanager
def without_compiler() -> Iterator[None]:
    """Do without torch's compiler, which is not imported, and without what splits a model among machines.

    transformers takes marks for functions and one class from the compiler, and what splits a model among machines:
    that would be two of four seconds, and nothing is compiled or split here.  What is imported later gets the real one.
    """
    import torch  # noqa: PLC0415 - slow

    if _COMPILER in sys.modules:
        yield
        return
    package, indexing = _Marks(_COMPILER), ModuleType(f"{_COMPILER}._trace_wrapped_higher_order_op")
    package.__path__ = []
    vars(indexing)["TransformGetItemToIndex"] = _RealIndexing
    placed = {module.__name__: module for module in (package, indexing)}
    is_available = torch.distributed.is_available
    sys.modules.update(placed)
    setattr(torch, _ATTRIBUTE, package)
    torch.distributed.is_available = bool  # which says False
    try:
        yield
    finally:
        torch.distributed.is_available = is_available
        delattr(torch, _ATTRIBUTE)
        for name in placed:
            del sys.modules[name]


class _Marks(ModuleType):
    """A module of marks for the compiler, none of which marks anything."""

    def __getattr__(self, name: str) -> Any:
        """Any mark."""
        if name.startswith("__"):
            raise AttributeError(name)
        return _as_it_is


def _as_it_is(function: Any = None, *_: Any, **__: Any) -> Any:
    """A mark, with arguments of its own or without."""
    return _as_it_is if function is None else function


class _RealIndexing:
    """Stands for the compiler's class until one is made."""

    def __new__(cls) -> Any:
        """The real one."""
        from torch._dynamo._trace_wrapped_higher_order_op import TransformGetItemToIndex  # noqa: PLC0415

        return TransformGetItemToIndex()
