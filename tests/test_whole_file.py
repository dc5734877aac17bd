"""A file appears whole or not at all, in the place that was meant, and nothing else is touched."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import geokz
from geokz.errors import GeokzError
from geokz.whole_file import whole_file

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and limits as POSIX has them")


def write(path: Path, text: str = "new") -> None:
    with whole_file(path) as beside:
        beside.write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "old")
    write(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "new"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("no"), OSError(errno.ENOSPC, "No space left")])
def test_after_any_error_the_old_file_is_as_it_was(tmp_path: Path, error: BaseException) -> None:
    write(tmp_path / "a.csv", "old")
    with pytest.raises((type(error), GeokzError)), whole_file(tmp_path / "a.csv") as beside:
        beside.write_text("half of the n")
        raise error
    assert (tmp_path / "a.csv").read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_full_disk_is_told_in_one_line_with_the_name_that_was_given(tmp_path: Path) -> None:
    with pytest.raises(GeokzError) as refusal, whole_file(tmp_path / "a.csv"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(refusal.value) == f"{tmp_path / 'a.csv'} cannot be written: No space left on device"


def test_an_error_about_another_file_is_not_told_as_one_of_writing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="other"), whole_file(tmp_path / "a.csv"):
        (tmp_path / "other").read_text()


def test_what_was_not_written_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "old")
    with pytest.raises(GeokzError, match="cannot be written"), whole_file(tmp_path / "a.csv"):
        pass
    assert (tmp_path / "a.csv").read_text() == "old"


@posix
def test_a_link_is_followed_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    write(tmp_path / "store" / "real.csv", "old")
    (tmp_path / "store" / "real.csv").chmod(0o640)
    (tmp_path / "link.csv").symlink_to("store/real.csv")
    (tmp_path / "dangling.csv").symlink_to("store/fresh.csv")
    write(tmp_path / "link.csv")
    write(tmp_path / "dangling.csv")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "dangling.csv").is_symlink()
    assert (tmp_path / "store" / "real.csv").read_text() == "new"
    assert (tmp_path / "store" / "fresh.csv").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "store" / "real.csv").stat().st_mode) == 0o640
    assert names(tmp_path / "store") == ["fresh.csv", "real.csv"]


@posix
def test_what_is_no_ordinary_file_is_refused_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to("pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "link.csv", "folder.csv"):
        with pytest.raises(GeokzError, match="no file; name another file"):
            write(tmp_path / name)
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)
    assert names(tmp_path) == ["folder.csv", "link.csv", "pipe.csv"]


@posix
def test_a_file_that_its_owner_made_read_only_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "old.csv"
    old.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (old, os.W_OK))  # root may write everywhere
    with pytest.raises(GeokzError, match="it is read-only; name another file"), whole_file(old) as beside:
        beside.write_text("new")
    assert (old.read_text(), list(tmp_path.iterdir())) == ("old", [old])


def test_a_device_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "null", "what stands for a device")
    device = os.stat_result((stat.S_IFCHR | 0o666, *[0] * 9))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda path, **_: device)
        with pytest.raises(GeokzError, match="is a device or pipe, no file"):
            write(tmp_path / "null")
    assert (tmp_path / "null").read_text() == "what stands for a device"


@posix
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("n" * 300, "File name too long"),
        ("loop", "Too many levels of symbolic links"),
        ("nowhere/a.csv", "does not exist; make it first"),
        ("a-file/a.csv", "Not a directory"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_one_line(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a-file").write_text("")
    with pytest.raises(GeokzError, match=told) as refusal:
        write(tmp_path / name)
    assert len(str(refusal.value).splitlines()) == 1
    assert names(tmp_path) == ["a-file", "loop"]


@posix
def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    write(tmp_path / ("n" * 255))
    assert (tmp_path / ("n" * 255)).read_text() == "new"


def test_what_a_killed_run_left_is_removed_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    long_ago = time.time() - 100_000
    for folder in (".geokz-writing-abcd1234", ".geokz-writing-mine", ".geokz-abcd1234", ".geokz-writing-young123"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.csv").write_text("half")
        os.utime(tmp_path / folder / "a.csv", (long_ago, long_ago))
        if "young" not in folder:
            os.utime(tmp_path / folder, (long_ago, long_ago))
    write(tmp_path / "a.csv")
    assert names(tmp_path) == [".geokz-abcd1234", ".geokz-writing-mine", ".geokz-writing-young123", "a.csv"]


@pytest.mark.slow
@posix
def test_what_a_killed_run_left_is_removed_by_the_next_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom geokz.whole_file import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as beside:\n"
        "    beside.write_text('half')\n    print('writing', flush=True)\n    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "other.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stdout.readline() == "writing\n"
        (left,) = tmp_path.iterdir()
        os.utime(left, (time.time() - 60, time.time() - 60))
        write(tmp_path / "a.csv")
        assert names(tmp_path) == [left.name, "a.csv"]
        running.kill()
        running.wait()
    write(tmp_path / "a.csv")
    assert names(tmp_path) == ["a.csv"]


# ---- a disk that fills up ----

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["geokz", *sys.argv[2:]]
from geokz.cli import main
main()
"""


def limited(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """The shell's words where no file may grow beyond a size."""
    command = [sys.executable, "-c", LIMITED, str(size), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("suffix", "missing"), [(".geojson", 1), (".geojson", 300), (".gpkg", 300), (".lpf.json", 300)]
)
def test_an_export_that_does_not_fit_leaves_the_old_file(
    small_atlas_folder: Path, tmp_path: Path, suffix: str, missing: int
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    path = out / f"things{suffix}"
    size = geokz.export(geokz.Atlas.load(small_atlas_folder), path).stat().st_size
    path.write_text("the old file")
    run = limited(size - missing, "export", str(path), "--data", str(small_atlas_folder))
    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1 and "cannot be written" in run.stderr
    assert path.read_text() == "the old file"
    assert names(out) == [path.name]


@pytest.mark.slow
@posix
def test_a_list_of_gaps_or_a_map_that_does_not_fit_leaves_the_old_file(
    small_atlas_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, words in (
        ("gaps.csv", ["gaps", "--out", str(out / "gaps.csv")]),
        ("atlas.html", ["build", "--out", str(out)]),
    ):
        (out / name).write_text("the old file")
        run = limited(100, *words, "--data", str(small_atlas_folder))
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == f"geokz: {out / name} cannot be written: File too large\n"
        assert (out / name).read_text() == "the old file"
    assert names(out) == ["atlas.html", "gaps.csv"]
