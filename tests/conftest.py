"""What several test files share because it is slow to make."""

from __future__ import annotations

import pytest

from golden import Golden, load_golden, names
from summarizer.extract import Extractor, load_extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The real one: loaded once, then quick."""
    return load_extractor()


@pytest.fixture(scope="session")
def goldens(extractor: Extractor) -> dict[str, Golden]:
    """Every article of ``seeds/``, read and extracted, by name."""
    return {name: load_golden(name, extractor) for name in names()}
