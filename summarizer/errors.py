"""Every error a user can meet, in one tree.  Each message names its subject and the remedy, in one line.

    SummarizerError
    ├── InputError             the source can't be used: empty, binary, too large, not English, malformed
    │   ├── LanguageError      a text in another language than English
    │   ├── FetchError         a URL that can't be read: refused, timed out, too large, not a page
    │   └── FeedError          a feed that is none
    ├── ModelError             a model that can't be had or run
    │   └── WeightsError       no weights: not fetched, no network, or not what the spec pins
    ├── WorkError              an article that the program crashed on, took too long over, or found no text in
    ├── UnavailableError       something of our own that is not to be had now: a process that does not start
    ├── StoreError             the database can't be used: locked, read-only, corrupt, disk full, too new
    └── UnknownNameError       a question about an index, article or feed that is not known (exit status 1)

Bugs are not part of it: they raise as they are.
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Base of all expected errors: ``str()`` is a line for the user, ``exit_status`` the command's status."""

    #: Bad usage or input, and anything that stops the work.
    exit_status = 2

    def __init__(self, subject: str, problem: str, remedy: str = "") -> None:
        """Name the subject, the problem and, where there is one, the remedy."""
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
        line = f"{subject}: {problem}" + (f"; {remedy}" if remedy else "")
        super().__init__(" ".join(line.split()))

    def __reduce__(self) -> tuple[type[SummarizerError], tuple[str, str, str]]:
        """Errors travel from one process to another by what they were made of."""
        return type(self), (self.subject, self.problem, self.remedy)


class InputError(SummarizerError):
    """The source can't be used as an article."""


class LanguageError(InputError):
    """A text in another language than English."""


class FetchError(InputError):
    """A URL that can't be read."""


class FeedError(InputError):
    """What was fetched is no feed."""


class ModelError(SummarizerError):
    """A model that can't be had or run."""


class WeightsError(ModelError):
    """The model's weights are missing or not what its spec pins."""


class WorkError(SummarizerError):
    """An article that the program crashed on, took too long over, or found no text in."""


class UnavailableError(SummarizerError):
    """Something of our own that is not to be had now."""


class StoreError(SummarizerError):
    """The database can't be used."""


class UnknownNameError(SummarizerError):
    """No index, article or feed of that name: a negative answer, with near names as the remedy."""

    exit_status = 1
