"""The record of the briefing itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from ...formats import downloads as offered
from ...records import Record, fields, git_hosts, scales
from ..risks.record import AssessedBy

Branch = Annotated[
    str, StringConstraints(pattern=git_hosts.BRANCH_PATTERN, max_length=200), Field(examples=["main", "release/2.0"])
]


class BriefingStatus(scales.Status):
    """The stages of a briefing."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"

    @property
    def words(self) -> str:
        """The status as a reader understands it: "in review"."""
        return "in review" if self is BriefingStatus.REVIEW else self.value


class Takeaway(fields.Claim):
    """One of the points that matter most."""

    assessed_by: AssessedBy | None = Field(
        None, description="Who assesses, if it is an assessment: source, editor, or the id of the person."
    )
    likelihood_words: fields.Verbatim | None = Field(
        None, description="The likelihood as the person or source put it; in a quotation of the evidence."
    )
    statements: tuple[fields.Ref["statements"], ...] = Field((), description="Ids of statements that it depends on.")
    id: fields.Id | None = Field(None, description="Its name, if a later takeaway supersedes it.")
    supersedes: fields.Id | None = Field(
        None, description="The id of an earlier takeaway that this one replaces; both are shown."
    )
    disputed: fields.Disputed = None


class Signal(fields.Data):
    """Something to watch for, and what it would mean."""

    signal: fields.Line = Field(description="What to watch for.")
    points_to: fields.Line = Field(description="Which way it would point.")
    date: fields.Date | None = Field(None, description="When it is due (EDTF), if the source tells.")
    about: tuple[fields.Ref["*"], ...] = Field((), description="Ids of the records it bears on, of any kind.")
    evidence: fields.OptionalEvidence = ()


class Editor(fields.Data):
    """A person who answers for the briefing."""

    name: fields.Line = Field(description="The name, as it is to be cited.")
    role: fields.Line | None = Field(None, description="What the person does for the briefing, in a word or two.")
    contact: fields.Url | None = Field(
        None, description="An address for readers: https or mailto.", examples=["mailto:jane@example.org"]
    )


class BriefingHead(Record):
    """The title, the bottom line and the takeaways of the whole briefing."""

    KIND: ClassVar[str] = "briefing"

    title: fields.Line = Field(description="The briefing's title.")
    bottom_line: fields.Claim = Field(description="The one thing to know; its first sentence is shown in bold.")
    takeaways: tuple[Takeaway, ...] = Field(min_length=1, description="The three to seven points that matter most.")
    reader_notes: tuple[fields.Line, ...] = Field(
        (),
        description="What a reader should know before reading, such as what the sources can't tell; a sentence or two each.",
    )
    watch: tuple[Signal, ...] = Field((), description="What to watch, and which way it would point.")
    as_of: fields.Date = Field(description="The date that the facts are of (EDTF).")
    language: fields.Language = Field(description="The language of the pages: a tag of BCP 47, such as `en`.")
    status: BriefingStatus = Field(description="draft, review or published.")
    default_source: fields.Ref["sources"] | None = Field(
        None, exclude=True, description="The source of evidence in the short form without a source: `p12`."
    )
    quotation_words_max: int = Field(
        12,
        strict=True,
        ge=1,
        le=100,
        description="How many words a quotation may have; 12 unless it says otherwise. In scripts without spaces it may have 2.5 times as many characters.",
    )
    quotation_share_max: int = Field(
        20,
        strict=True,
        ge=1,
        le=100,
        description="How much of a source's words all quotations may cover, in per cent; without it 20, and at least 200 words.",
    )
    downloads: tuple[offered.DownloadName, ...] = Field(
        offered.DEFAULT_DOWNLOADS,
        description=f"The formats that the data page offers; {' and '.join(offered.DEFAULT_DOWNLOADS)} unless it says otherwise.",
    )
    publish_unverified: bool = Field(
        False,
        strict=True,
        description="true to publish evidence that is not verified: then each page says how much of it is not.",
    )
    repository: fields.Url | None = Field(None, description="Where the data is kept, for the links to edit a record.")
    repository_host: git_hosts.Host | None = Field(
        None,
        description="What software its host runs, if that is not github.com, gitlab.com, gitea.com, codeberg.org or bitbucket.org.",
    )
    repository_branch: Branch = Field("main", description="The branch that is edited; main unless it says otherwise.")
    site_url: fields.Url | None = Field(None, description="Where the site is published.")
    licence: fields.Licence | None = Field(
        None,
        description="The licence of the content: an id of the SPDX License List. Without it no licence is claimed.",
    )
    editors: tuple[Editor, ...] = Field((), description="Who assesses and edits; pages name them.")
    corrections: fields.Url | None = Field(
        None,
        description="Where readers report an error: an address, https or mailto. Each page ends with it.",
        examples=["mailto:corrections@example.org"],
    )
    format: fields.Format = Field(
        fields.CURRENT_FORMAT, description="The version of the data format; the current one unless it says otherwise."
    )

    @property
    def heading(self) -> str:
        return self.title

    @property
    def is_share_default(self) -> bool:
        """True without `quotation_share_max`: then 200 words may be quoted of any source."""
        return "quotation_share_max" not in self.model_fields_set

    @property
    def editor_words(self) -> str:
        """The editors, as a page says who assessed: "the editor, Jane Doe"."""
        if len(self.editors) == 1:
            return f"the editor, {self.editors[0].name}"
        return "the editors" if self.editors else "the editor"
