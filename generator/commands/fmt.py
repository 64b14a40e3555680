"""`briefing fmt`: rewrites the files of records in the canonical form."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..authoring import format_yaml
from ..kinds import KINDS
from ..loading import Files, UnreadableFile, checks, load, seed_paths, yaml_reader
from ..model import Kind, Layout, lockfile
from ..problems import Problem, escape_path
from ..records import fields
from ..storage import atomic_files, read_seeds
from . import console, options
from .exit_codes import ExitCode


@click.command("fmt")
@options.root
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "is_dry_run", is_flag=True, help="Write nothing; list the files that would change.")
def command(root: Path, files: tuple[Path, ...], is_dry_run: bool) -> None:
    """Rewrite records in the canonical form.

    FILES are files or folders in seeds/; without them, all of seeds/ is formatted. The form covers the order of
    fields, one sentence a line, and quotation marks. The data does not change, and every comment is kept.

    A folder made for an older version of the program, as `format` in seeds/briefing.yml says, is also brought to the
    current data format: all of it, so without FILES, and only if no file has an error.

    A file with an error of its own is reported and left as it is, and the exit code is 1; the other files are
    formatted. With --check the exit code is also 1 if a file would change.
    """
    try:
        result = format_files(root, files, is_dry_run)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    done = "would change" if is_dry_run else "formatted"
    console.print_lines((f"{escape_path(path)}: {done}" for path in result.changed), "files")
    if result.problems:
        console.print_problems(result.problems)
    verb = "would change" if is_dry_run else "changed"
    click.echo(f"{console.count(len(result.changed), 'file')} {verb}, {result.unchanged} unchanged", err=True)
    if result.problems or (is_dry_run and result.changed):
        sys.exit(ExitCode.PROBLEMS)


@dataclass(frozen=True)
class FormatResult:
    """The files that change, the number that do not, and problems.

    A file with problems is in neither of the others.
    """

    changed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def format_files(root: Path, chosen: Iterable[Path] = (), is_dry_run: bool = False) -> FormatResult:
    """Formats all files under `root/seeds`, or the chosen files and folders.

    A dry run writes nothing. Raises ValueError if a chosen path is not in seeds/; OSError.
    """
    wanted = tuple(_seed_path(root, path) for path in chosen)
    seeds = read_seeds(root)
    head = _read_head(seeds)
    version = head.format if head and not wanted else fields.CURRENT_FORMAT
    default_source = head.default_source or "" if head else ""
    changed: dict[str, bytes] = {}
    problems: list[Problem] = []
    unchanged = 0
    for path, raw in sorted(seeds.items()):
        if path == lockfile.PATH or (wanted and not any(f"{path}/".startswith(f"{one}/") for one in wanted)):
            continue
        if isinstance(raw, bytes) and len(raw) <= yaml_reader.MAX_BYTES:
            raw = atomic_files.read_start(root / path, yaml_reader.MAX_BYTES)  # an editor may have saved it since
        result = format_file(path, raw, KINDS, version, default_source)
        if isinstance(result, tuple):
            problems += result
        elif result == raw:
            unchanged += 1
        else:
            changed[path] = result
    if problems and version < fields.CURRENT_FORMAT:
        return FormatResult((), unchanged + len(changed), tuple(sorted(problems)))
    for path, content in changed.items() if not is_dry_run else ():
        atomic_files.replace_file(root / path, content)
    return FormatResult(tuple(changed), unchanged, tuple(sorted(problems)))


def _read_head(seeds: Files) -> Any:
    """Returns the briefing's own record, or None if it has an error."""
    paths = (kind.seeds_path for kind in KINDS if kind.layout is Layout.ONE)
    return load({path: seeds[path] for path in paths if path in seeds}, KINDS).briefing.head


def format_file(
    path: str,
    raw: bytes | UnreadableFile,
    kinds: tuple[Kind, ...],
    version: int = fields.CURRENT_FORMAT,
    default_source: str = "",
) -> bytes | tuple[Problem, ...]:
    """Returns the content of a file in the canonical form, or its errors.

    The path is from the root: `seeds/actors/x.yml`. Warnings and errors of other files do not count. `version` and
    `default_source` are those of the briefing.
    """
    files = {path: raw}
    found = load(files, kinds, default_source).problems
    problems = [problem for problem in found if problem.path == path and not problem.is_warning]
    kind = seed_paths.kind_of(path, kinds)
    if problems or kind is None or isinstance(raw, UnreadableFile):
        return checks.add_source_lines(files, problems)
    return format_yaml(raw, kind.record, version, default_source)


def _seed_path(root: Path, file: Path) -> str:
    """The path of a file or folder from `root`, with `/` between folders.

    Only symbolic links in its folders are followed, not one in its own name.
    """
    whole = file.parent.resolve() / file.name if file.name not in ("", "..") else file.resolve()
    if not whole.is_relative_to(root.resolve() / "seeds"):
        raise ValueError(f"{str(file)!r} is not in {str(root / 'seeds')!r}")
    return whole.relative_to(root.resolve()).as_posix()
