"""``summarizer models``: the models that write summaries."""

# ruff: noqa: PLC0415 - a command imports what it works with when it is run: help must not wait for that

import typer

from summarizer.commands import options

app = typer.Typer(help="Fetch and list the models that write summaries.", rich_markup_mode=None)


@app.command()
def pull(name: options.ModelName = "default") -> None:
    """Fetch a model's weights, the default's without a name; does nothing where they are here."""
    from summarizer.commands import models

    models.fetch(name)


@app.command("list")
def list_models(as_json: options.Json = False) -> None:
    """List the models and say which of them are here."""
    from summarizer.commands import models

    models.show_all(as_json=as_json)


@app.command()
def info(name: options.ModelName = "default", as_json: options.Json = False) -> None:
    """Say what a model is, the default without a name, and where its weights are."""
    from summarizer.commands import models

    models.show_one(name, as_json=as_json)
