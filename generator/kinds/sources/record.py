"""The record of a source: its citation, its grade and its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from ...records import Record, fields, scales


class SourceType(scales.Word):
    """The types of source, in the words of CSL (Citation Style Language) 1.0.2."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGISLATION = "legislation"
    POST_WEBLOG = "post-weblog"
    REPORT = "report"
    SPEECH = "speech"
    TREATY = "treaty"
    WEBPAGE = "webpage"

    @property
    def words(self) -> str:
        kind, _, where = self.value.partition("-")
        return {"article": f"{where} article".strip(), "post": "blog post", "webpage": "web page"}.get(kind, kind)


class Paragraph(fields.Data):
    """A paragraph of the source, summarized in our own words."""

    number: int = Field(strict=True, ge=1, description="Its place in the source, counted from 1.")
    gist: fields.Line = Field(description="What it says, in one or two sentences of our own.")
    unused_because: fields.Line | None = Field(None, description="Why nothing rests on it, if nothing does.")


class Retraction(fields.Data):
    """The withdrawal of a source by those who published it."""

    reason: fields.Line = Field(description="Why it was withdrawn, or what its publisher says.")
    date: fields.Date | None = Field(None, description="When it was withdrawn (EDTF), if that is known.")


class Source(Record):
    """An article that the briefing is based on."""

    KIND: ClassVar[str] = "sources"

    type: SourceType = Field(description="What sort of text it is, in the words of CSL (Citation Style Language).")
    title: fields.Line = Field(description="The headline as published.")
    short_title: fields.Line | None = Field(
        None,
        description="Its name in notes and lists if there are several sources, in two or three words; without it that of the publication.",
    )
    authors: tuple[fields.Line, ...] = Field((), description="The authors' names, if known.")
    container_title: fields.Line = Field(description="The magazine, newspaper or site it appeared in.")
    publisher: fields.Line | None = Field(None, description="Who publishes it, if another.")
    issued: fields.Date = Field(description="When it was published (EDTF), no more precise than is known.")
    url: fields.Url | None = Field(None, description="Where it can be read.")
    archive_url: fields.Url | None = Field(None, description="An archived copy.")
    accessed: fields.Date | None = Field(None, description="When it was read (EDTF).")
    language: fields.Language = Field(description="The language it is in: a tag of BCP 47, such as `en`.")
    rights: fields.Line | None = Field(None, description="Whose it is, and what may be done with it.")
    note: fields.Line | None = Field(None, description="What a reader should know about this copy.")
    reliability: scales.Reliability = Field(
        scales.Reliability.F, description="Admiralty A-F; F (cannot be judged) unless there is a basis."
    )
    reliability_basis: fields.Basis | None = Field(None, description="Why the reliability is not F.")
    derived_from: fields.Ref["sources"] | None = Field(
        None, description="The id of the source that it reprints or is based on; then the two count as one."
    )
    retracted: Retraction | None = Field(
        None, description="Set if it was withdrawn; then nothing may depend on it alone."
    )
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, description="Every paragraph, numbered from 1.")

    @property
    def heading(self) -> str:
        return self.title

    @property
    def may_be_unused(self) -> bool:
        return self.draft or self.retracted is not None

    def gist(self, number: int) -> str:
        """The gist of a paragraph; empty if the source has no such paragraph."""
        return self._gists.get(number, "")

    @cached_property
    def _gists(self) -> Mapping[int, str]:
        return {paragraph.number: paragraph.gist for paragraph in reversed(self.paragraphs)}
