"""The index of sources: names, copies, agreement and age."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from generator.model.indexes import SourceIndex
from generator.records.fields import Evidence


def source(id: str, issued: str = "2026", **fields: Any) -> Any:
    named = {"container_title": id.title(), "short_title": None, "title": f"Title of {id}"}
    return SimpleNamespace(id=id, issued=issued, **{"derived_from": None, "retracted": None, **named, **fields})


def evidence(*ids: str) -> list[Evidence]:
    return [Evidence(source=one, paragraph=1) for one in ids]


GAZETTE, POST = source("gazette", "2026-03-12"), source("post", "2026-04-16")
COPY = source("copy", "2026-05", derived_from="gazette")
COPY_OF_COPY = source("copy-2", "2026-06", derived_from="copy")
WITHDRAWN = source("withdrawn", "2026-07", retracted="a reason")
COPY_OF_WITHDRAWN = source("copy-3", "2026-08", derived_from="withdrawn")
ALL = SourceIndex([GAZETTE, POST, COPY, COPY_OF_COPY, WITHDRAWN, COPY_OF_WITHDRAWN])


@pytest.mark.parametrize(
    ("cited", "agreeing"),
    [
        (["gazette"], ["gazette"]),
        (["copy-2", "gazette", "copy"], ["gazette"]),
        (["copy", "post"], ["gazette", "post"]),
        (["post", "withdrawn", "copy-3"], ["post"]),
        (["withdrawn"], []),
        (["unknown"], []),
    ],
)
def test_copies_count_once_and_withdrawn_sources_not_at_all(cited: list[str], agreeing: list[str]) -> None:
    assert ALL.agreeing(evidence(*cited)) == tuple(agreeing)


def test_a_copy_is_as_old_as_what_it_repeats() -> None:
    assert ALL.newest == ("post",)
    assert ALL.is_outdated(evidence("copy-2", "gazette"))
    assert not ALL.is_outdated(evidence("copy", "post"))
    assert not ALL.is_outdated(evidence("withdrawn")), "no source of it counts"
    assert ALL.newest_of(evidence("copy-2", "post", "copy-3")) == "post"


@pytest.mark.parametrize(
    ("issued", "newest"),
    [
        (["2026-03-12", "2026-04-16"], [1]),
        (["2026-04", "2026-04-16"], [0, 1]),
        (["2026", "2026-04-16"], [0, 1]),
        (["2026-03", "2026-04-16", "2026"], [1, 2]),
        (["2026-04-16", "2026-04-16"], [0, 1]),
    ],
)
def test_a_source_is_older_only_if_its_date_says_so(issued: list[str], newest: list[int]) -> None:
    index = SourceIndex([source(f"s{number}", date) for number, date in enumerate(issued)])
    assert index.newest == tuple(f"s{number}" for number in newest)


def test_names_tell_the_sources_apart() -> None:
    first = source("a", "2026-03-12", container_title="Post")
    second = source("b", "2026-04-16", container_title="Post")
    third = source("c", "2026-04-16", container_title="Post")
    short = source("d", container_title="Post", short_title="Inquiry")
    assert SourceIndex([short]).names == {"d": "Post"}, "one source needs no short title"
    assert SourceIndex([first, short]).names == {"a": "Post", "d": "Inquiry"}
    assert SourceIndex([first, second]).names == {"a": "Post, 12 March 2026", "b": "Post, 16 April 2026"}
    assert SourceIndex([first, second, third]).names["c"] == "Post, 16 April 2026, Title of c"


def test_a_circle_ends() -> None:
    index = SourceIndex([source("a", derived_from="b"), source("b", derived_from="a"), source("c", derived_from="a")])
    assert [index.circle(one) for one in "abc"] == [("a", "b"), ("b", "a"), ()]
    assert index.newest == ()
