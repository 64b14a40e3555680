"""Citations of works, read back by the formats' own readers, with hostile titles and dates of every form."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace

import pybtex.database
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.richtext import Text

from generator.formats import escaping
from generator.formats.exports import bibtex, csl, ris, works
from generator.formats.exports.works import Work
from generator.kinds.sources.record import SourceType
from generator.pipeline import load_briefing
from generator.records.dates import parse
from generator.text.whitespace import collapse
from support.commands import briefing
from support.project import EXAMPLES, ROOT

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its imports
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

FULL = Work(
    id="ostrel-gazette",
    type="article-newspaper",
    title="Delegations publish draft: “fees first”",
    authors=("Anna Tol", "Béla Ő. Nagy and Sons"),
    container="Ostrel Gazette",
    publisher="Gazette & Sons",
    issued=parse("2031-03-08"),
    accessed=parse("2031-03-09"),
    url="https://gazette.example/2031/draft_a?a=1&b=(2)%20#x~y",
    language="en-GB",
    note="Read twice.",
)
HOSTILE = (
    "50 % of {a} & #b_c $d~e^f \\g",
    "}",
    "{",
    "\\",
    "ER  - ",
    "@book{x,",
    'a "quoted" title',
    "x\\",
    "%",
    "a\nTY  - BOOK",
)
texts = (
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60)
    .map(collapse)
    .filter(lambda text: text.strip())
)


def plain(value: str) -> str:
    """A field as LaTeX prints it."""
    return str(Text.from_latex(value)).replace("\u00a0", " ")


# BibTeX


def read_bibtex(text: str) -> dict[str, pybtex.database.Entry]:
    return dict(pybtex.database.parse_string(text, "bibtex").entries)


def test_bibtex_reads_back() -> None:
    (entry,) = read_bibtex(bibtex.format_works([FULL])).values()
    assert (entry.key, entry.type) == ("ostrel-gazette", "article")
    assert {name: plain(value) for name, value in entry.fields.items() if name != "url"} == {
        "title": FULL.title,
        "journal": "Ostrel Gazette",
        "publisher": "Gazette & Sons",
        "date": "2031-03-08",
        "year": "2031",
        "month": "March",
        "day": "8",
        "urldate": "2031-03-09",
        "language": "en-GB",
        "note": "Read twice.",
    }
    assert entry.fields["url"] == FULL.url
    assert [plain(str(person)) for person in entry.persons["author"]] == list(FULL.authors)


@given(title=texts, name=texts)
@example(title=HOSTILE[0], name=HOSTILE[1])
@example(title=HOSTILE[2], name=HOSTILE[3])
@example(title=HOSTILE[5], name=HOSTILE[7])
def test_bibtex_shows_any_text(title: str, name: str) -> None:
    text = bibtex.format_works([replace(FULL, title=title, authors=(name, "Second")), replace(FULL, id="another")])
    entry, other = read_bibtex(text).values()
    assert other.key == "another"
    assert len(entry.persons["author"]) == 2
    shown = re.fullmatch(r"\{(.*)\}", entry.fields["title"])
    assert shown
    assert unescaped(shown[1]) == " ".join(title.split())


def unescaped(value: str) -> str:
    """The text that was escaped, by the commands of `bibtex`."""
    value = " ".join(value.split())
    for character, command in sorted(escaping.LATEX_COMMANDS.items(), key=lambda one: -len(one[1])):
        value = value.replace(command, f"\ue000{ord(character)}\ue001")
    assert not re.search(r"[\\{}~^#$%&_]", value)
    return re.sub("\ue000(\\d+)\ue001", lambda match: chr(int(match[1])), value)


@pytest.mark.parametrize("character", escaping.LATEX_COMMANDS)
def test_latex_prints_what_was_escaped(character: str) -> None:
    """Pybtex knows some of the commands; it leaves the others as they are."""
    told = plain(escaping.escape_latex(f"a{character}b")).replace(" ", "")
    assert told in {f"a{character}b", f"a{escaping.LATEX_COMMANDS[character].strip('{}')}b"}


# RIS


def test_ris_reads_back() -> None:
    assert rispy.loads(ris.format_works([FULL])) == [
        {
            "type_of_reference": "NEWS",
            "id": "ostrel-gazette",
            "title": FULL.title,
            "authors": list(FULL.authors),
            "secondary_title": "Ostrel Gazette",
            "publisher": "Gazette & Sons",
            "year": "2031",
            "date": "2031/03/08/",
            "urls": [FULL.url],
            "access_date": "2031/03/09/",
            "language": "en-GB",
            "notes": ["Read twice."],
        }
    ]


@given(title=texts, name=texts)
@example(title=HOSTILE[4], name=HOSTILE[5])
def test_ris_shows_any_text(title: str, name: str) -> None:
    entry, other = rispy.loads(
        ris.format_works([replace(FULL, title=title, authors=(name,)), replace(FULL, id="another")])
    )
    assert (entry["title"].strip(), [one.strip() for one in entry["authors"]]) == (title.strip(), [name.strip()])
    assert other["id"] == "another"


def test_ris_lines_end_as_the_format_says() -> None:
    lines = ris.format_works([FULL, FULL]).split("\r\n")
    assert lines.pop() == ""
    assert [line for line in lines if not re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line)] == []


# CSL-JSON


def cited(work: Work) -> str:
    """The work in Harvard style, by citeproc."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the fields that it does not know
        source = CiteProcJSON(json.loads(csl.format_works([work])))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(work.id)]))
        return str(bibliography.bibliography()[0])


def test_csl_is_cited() -> None:
    text = cited(FULL)
    for part in ("Anna Tol", "Béla Ő. Nagy and Sons", "2031", "Ostrel Gazette"):
        assert part in text


@pytest.mark.parametrize("kind", SourceType)
def test_every_type_is_written_and_read(kind: SourceType) -> None:
    work = replace(FULL, type=kind.value)
    assert csl.csl_item(work)["type"] == kind.value
    (entry,) = read_bibtex(bibtex.format_works([work])).values()
    assert entry.type in {"article", "book", "incollection", "techreport", "misc"}
    assert "Ostrel Gazette" in entry.fields.values()
    (reference,) = rispy.loads(ris.format_works([work]))
    assert reference["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING


# Dates: never more precise than they are


@pytest.mark.parametrize(
    ("date", "in_csl", "in_bibtex", "in_ris", "year_in_ris"),
    [
        ("2023-09-05", {"date-parts": [[2023, 9, 5]]}, "2023 September 5", "2023/09/05/", "2023"),
        ("2023-09", {"date-parts": [[2023, 9]]}, "2023 September", "2023/09//", "2023"),
        ("2023", {"date-parts": [[2023]]}, "2023", "2023///", "2023"),
        ("0987", {"date-parts": [[987]]}, "0987", "0987///", "0987"),
        ("2023-22", {"date-parts": [[2023]], "season": 2}, "summer 2023", "///summer 2023", "2023"),
        (
            "2022-11~",
            {"date-parts": [[2022, 11]], "circa": True},
            "about November 2022",
            "///about November 2022",
            "2022",
        ),
        ("2022?", {"date-parts": [[2022]], "circa": True}, "2022 (uncertain)", "///2022 (uncertain)", None),
        ("198X", {"literal": "the 1980s"}, "the 1980s", "///the 1980s", None),
        ("2019/2021-02", {"date-parts": [[2019], [2021, 2]]}, None, None, None),
        ("2019/2021~", {"date-parts": [[2019], [2021]], "circa": True}, None, None, None),
        ("198X/1993", {"literal": "the 1980s to 1993"}, None, None, None),
        ("2019/..", {"literal": "since 2019"}, "since 2019", "///since 2019", None),
        ("[2023-09-05..2023-09-10]", None, None, None, "2023"),
        ("[..2023-09]", {"literal": "by September 2023"}, "by September 2023", "///by September 2023", None),
    ],
)
def test_dates(date: str, in_csl: object, in_bibtex: str | None, in_ris: str | None, year_in_ris: str | None) -> None:
    work = replace(FULL, issued=parse(date))
    words = parse(date).words
    assert csl.csl_item(work)["issued"] == (in_csl or {"literal": words})
    (entry,) = read_bibtex(bibtex.format_works([work])).values()
    told = " ".join(entry.fields[name] for name in ("year", "month", "day") if name in entry.fields)
    assert told == (in_bibtex or words)
    assert entry.fields.get("date") == (None if date.startswith("[") else date)
    (reference,) = rispy.loads(ris.format_works([work]))
    assert reference["date"] == (in_ris or f"///{words}")
    assert reference.get("year") == year_in_ris


# The commands and the site


@pytest.mark.parametrize("name", ["csl", "bibtex", "ris"])
def test_the_command_prints_the_sources(name: str) -> None:
    root = EXAMPLES / "strait"
    expected = (
        root / "expected/docs/data" / {"csl": "sources.csl.json", "bibtex": "sources.bib", "ris": "sources.ris"}[name]
    )
    assert briefing(root, "export", name).stdout == expected.read_text("utf-8")


def test_each_source_and_the_briefing_have_their_own_files() -> None:
    found = load_briefing(ROOT)
    for kind, record in (("sources", one.id) for one in works.source_works(found)):
        assert {
            ending: found.kinds_by_name[kind].files(found)[f"{kind}/{record}{ending}"][:1]
            for ending in (".bib", ".ris", ".csl.json")
        } == {
            ".bib": "@",
            ".ris": "T",
            ".csl.json": "[",
        }
    (head,) = works.briefing_works(found)
    assert (head.title, head.type, head.issued) == (found.head.title, "report", None)
    assert head.note == "Facts as of September 2023. Status: in review."


def test_a_report_without_a_publisher_is_no_techreport() -> None:
    (work,) = works.briefing_works(load_briefing(ROOT))
    (entry,) = read_bibtex(bibtex.format_works([work])).values()
    assert entry.type == "misc"
