"""The record of a relation: a directed, typed edge between two actors."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ...records import Record, fields, scales
from ...text import sentences


class RelationType(scales.Word):
    """The closed list of relations; each belongs to one family."""

    LEADS = "leads"
    PART_OF = "part-of"
    MEMBER_OF = "member-of"
    SPEAKS_FOR = "speaks-for"
    COOPERATES_WITH = "cooperates-with"
    SUPPLIES = "supplies"
    SEEKS_FROM = "seeks-from"
    SUPPORTS = "supports"
    TALKS_WITH = "talks-with"
    SEEKS_TALKS_WITH = "seeks-talks-with"
    WARNS = "warns"
    OPPOSES = "opposes"
    SANCTIONS = "sanctions"
    PURSUES = "pursues"
    WARY_OF = "wary-of"
    AT_WAR_WITH = "at-war-with"
    LINKED_TO = "linked-to"

    @property
    def family(self) -> RelationFamily:
        return next(family for family, types in FAMILIES.items() if self in types)


class RelationFamily(scales.Word):
    """The families of relations, as in the legend of the map."""

    STRUCTURE = "structure"
    COOPERATION = "cooperation"
    CONTACT = "contact"
    TENSION = "tension"
    UNSPECIFIED = "unspecified"


FAMILIES = {
    RelationFamily.STRUCTURE: (
        RelationType.LEADS,
        RelationType.PART_OF,
        RelationType.MEMBER_OF,
        RelationType.SPEAKS_FOR,
    ),
    RelationFamily.COOPERATION: (
        RelationType.COOPERATES_WITH,
        RelationType.SUPPLIES,
        RelationType.SEEKS_FROM,
        RelationType.SUPPORTS,
    ),
    RelationFamily.CONTACT: (RelationType.TALKS_WITH, RelationType.SEEKS_TALKS_WITH),
    RelationFamily.TENSION: (
        RelationType.WARNS,
        RelationType.OPPOSES,
        RelationType.SANCTIONS,
        RelationType.PURSUES,
        RelationType.WARY_OF,
        RelationType.AT_WAR_WITH,
    ),
    RelationFamily.UNSPECIFIED: (RelationType.LINKED_TO,),
}


class RelationStatus(scales.Status):
    """The statuses of a relation as of the briefing's date."""

    CURRENT = "current"
    FORMER = "former"
    ALLEGED = "alleged"
    EXPECTED = "expected"
    POSSIBLE = "possible"


class Relation(Record):
    """A directed relation between two actors, a sentence: `from` `label` `to`."""

    KIND: ClassVar[str] = "relations"

    from_: fields.Ref["actors"] = Field(alias="from", description="The id of the actor that the sentence begins with.")
    to: fields.Ref["actors"] = Field(description="The id of the actor that it ends with.")
    type: RelationType = Field(description="The type, from the closed list.")
    label: fields.Line = Field(
        description="A verb phrase between the two names: `seeks munitions from`; `...` marks the place of the second one if it is not at the end: `warns ... of a price`."
    )
    date: fields.Date | None = Field(None, description="Since or at what time (EDTF), if the source tells.")
    status: RelationStatus = Field(RelationStatus.CURRENT, description="What is known of it as of the briefing's date.")
    statements: tuple[fields.Ref["statements"], ...] = Field((), description="Ids of statements that it depends on.")
    disputed: fields.Disputed = None
    evidence: fields.RequiredEvidence

    @property
    def heading(self) -> str:
        return self.label

    @property
    def label_parts(self) -> tuple[str, str]:
        """The label before and after the second name."""
        return sentences.split_label(self.label)
