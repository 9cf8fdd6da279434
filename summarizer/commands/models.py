"""``summarizer models``: which models there are, which of them are here, and fetching one."""

from summarizer import display
from summarizer.commands.answers import answer_json, output
from summarizer.commands.progress import fetching
from summarizer.contract import Entry
from summarizer.summarize.spec import DEFAULT, ModelSpec, list_specs, load_spec
from summarizer.summarize.weights import is_cached, pull, revision_of, weights_folder
from summarizer.table import Fit, Head, print_table

HEADS = (
    Head("Name"),
    Head("Task", spare=3),
    Head("To fetch", right=True),
    Head("Licence", Fit.CUT, spare=2),
    Head("Here"),
    Head("Description", Fit.WRAP, spare=1),
)


def fetch(name: str) -> None:
    """Have a model's weights, and say where they are."""
    spec = load_spec(name)
    with fetching(spec.name) as progress:
        folder = pull(spec, progress)
    print(f"{spec.name}: ready in {folder}")


def show_all(*, as_json: bool) -> None:
    """Print the models that come with a spec."""
    specs = list_specs()
    if as_json:
        answer_json([spec_entry(spec) for spec in specs])
        return
    print_table(output(), HEADS, map(_cells, specs))


def show_one(name: str, *, as_json: bool) -> None:
    """Print what is known of a model."""
    entry = spec_entry(load_spec(name))
    if as_json:
        answer_json(entry)
    else:
        display.print_pairs(output(), {key: _shown(value) for key, value in entry.items()})


def spec_entry(spec: ModelSpec) -> Entry:
    """A model; `revision` and `folder` are null where its weights are not here, `size` counts bytes."""
    here = is_cached(spec)
    return {
        "name": spec.name,
        "default": spec.name == DEFAULT,
        "description": spec.description,
        "architecture": str(spec.architecture),
        "task": str(spec.task),
        "licence": spec.licence,
        "size": spec.size,
        "here": here,
        "revision": revision_of(spec) if here else None,
        "folder": str(weights_folder(spec)) if here else None,
    }


def _cells(spec: ModelSpec) -> tuple[str, ...]:
    size = f"{spec.size / 1e6:,.0f} MB" if spec.size else ""
    return spec.name, str(spec.task), size, spec.licence, _shown(is_cached(spec)), spec.description


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
