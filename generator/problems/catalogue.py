"""What each code of a fault means, and how such a fault is mended: for the page of faults and for SARIF's rules."""

from __future__ import annotations

from typing import NamedTuple

from .problem import Code


class Meaning(NamedTuple):
    """`brief` names the kind of fault; `help` says why it is one and how it is mended, in one paragraph of Markdown."""

    brief: str
    help: str


MEANINGS = {
    Code.SYNTAX: Meaning(
        "The YAML can't be read",
        "A line breaks the rules of YAML, so the rest of its file could not be read; other faults in the same file "
        "show once it is mended. The usual causes are a colon inside plain text, a quotation mark that is not "
        "closed, a tab, and a line that is indented differently from its neighbours. When in doubt put the text in "
        "double quotes.",
    ),
    Code.DUPLICATE_KEY: Meaning(
        "A field stands twice",
        "Only one value of a field can count. Delete one of the two, or make them two items of a list.",
    ),
    Code.ALIAS: Meaning(
        "Anchor or alias",
        "YAML can name a piece of text with `&` and repeat it with `*`. That is not allowed here: what a reviewer reads "
        "is what is loaded. Write the text out. If `&` or `*` is meant as a sign, put the text in quotes.",
    ),
    Code.TAG: Meaning(
        "Tag",
        "YAML can say with `!` what type a value has. That is not allowed here: each field has its type. Delete the "
        "tag. If `!` is meant as a sign, put the text in quotes.",
    ),
    Code.SEVERAL_DOCUMENTS: Meaning(
        "More than one document",
        "A line of three hyphens begins a further document in the same file. One file holds one record, or one list "
        "of records.",
    ),
    Code.EMPTY: Meaning("Empty file", "The file holds nothing but, at most, comments. Fill it or delete it."),
    Code.SHAPE: Meaning(
        "Not the shape of a record",
        "A record is a run of `field: value` lines. In the files that hold a list, each record begins with a hyphen.",
    ),
    Code.CHARACTER: Meaning(
        "A character that may not stand here",
        "Invisible control characters, marks that turn the direction of writing, and bytes that are not UTF-8 may "
        "not stand in the data, because a reviewer can't see them. Delete them, or save the file as UTF-8.",
    ),
    Code.TOO_LARGE: Meaning(
        "Too large or too deep",
        "A file may have 20 MB, and lists and mappings may be nested 64 deep. Split the file, or check its brackets.",
    ),
    Code.MISSING: Meaning(
        "A field is missing or empty",
        "A field that each record must have is not there, or has no value.",
    ),
    Code.UNKNOWN_FIELD: Meaning(
        "Unknown field",
        "Records of this kind have no such field. Mostly it is a slip in spelling, or a field that stands one level "
        "too high or too low.",
    ),
    Code.WRONG_TYPE: Meaning(
        "Wrong type",
        "The value is a list where a text is wanted, a text where a number is wanted, or the like. A number that is "
        "meant as text stands in quotes.",
    ),
    Code.UNKNOWN_REFERENCE: Meaning(
        "No record has this id",
        "The field names another record by its id, and there is none with this id. Correct the id, or write the "
        "record.",
    ),
    Code.WRONG_WORD: Meaning(
        "Not a word of the list",
        "The field takes one word of a closed list. What the words mean is told on the method page.",
    ),
    Code.WRONG_DATE: Meaning(
        "Not a date",
        "Dates are a subset of EDTF (ISO 8601-2): year, month, day, no more precise than the source. What is not "
        "known is left out.",
    ),
    Code.WRONG_FORM: Meaning(
        "Not the right form",
        "The value does not have the form that the field needs: an id, an address, a country, a language or a "
        "number within bounds.",
    ),
    Code.FILE_NAME: Meaning(
        "File name and id differ",
        "A record lies in the file that has its id as name, so that each is found at once. Rename the file, or "
        "correct the id.",
    ),
    Code.DUPLICATE_ID: Meaning(
        "An id is used twice",
        "Ids are unique over all kinds of records, because links and addresses are made from them. Give one of the "
        "two another id.",
    ),
    Code.WRONG_KIND: Meaning(
        "A record of the wrong kind",
        "There is a record with this id, but of a kind that this field can't point to.",
    ),
    Code.DATE_ORDER: Meaning(
        "Ends before it begins",
        "The end of the interval or of the set lies before its beginning. Mostly the two are swapped.",
    ),
    Code.STATUS_AGAINST_DATE: Meaning(
        "Status and date disagree",
        "What is expected can't lie before the date of the facts (`as_of` of the briefing), and what occurred can't "
        "lie after it.",
    ),
    Code.NO_SUCH_PARAGRAPH: Meaning(
        "No such paragraph",
        "The evidence names a paragraph that its source does not have. Paragraphs are counted from 1, as they are "
        "listed in the source's record.",
    ),
    Code.QUOTATION_LENGTH: Meaning(
        "A quotation too short or too long",
        "A quotation as evidence has 3 to 12 words: enough to be found, and little enough to be fair to its author.",
    ),
    Code.QUOTATIONS_TOO_MUCH: Meaning(
        "Too much is quoted",
        "All quotations from one source together may cover at most 15 % of its words. Shorten or delete some.",
    ),
    Code.LIKELIHOOD: Meaning(
        "Confidence and likelihood mixed up",
        "Likelihood says how probable something is; confidence says how good the ground of that judgement is. After "
        "ICD 203 the two never stand in one sentence, and there is no confidence where nothing is judged.",
    ),
    Code.NO_BASIS: Meaning(
        "A grade without its basis",
        "A source's reliability is F and a statement's credibility is 6, cannot be judged, unless a sentence says "
        "why it is another.",
    ),
    Code.STRAY_FILE: Meaning(
        "A file that does not belong here",
        "Only records lie in `seeds/`, each in its kind's folder, as a plain file whose name ends in `.yml`. A file "
        "elsewhere, with another ending, in a folder of a folder, or a symbolic link would be left out in silence; "
        "therefore it is an error.",
    ),
    Code.NO_BRIEFING: Meaning(
        "There is no briefing",
        "Every site needs `seeds/briefing.yml`: its title, its bottom line, and the date of the facts.",
    ),
    Code.NUMBERING: Meaning(
        "Paragraphs out of step",
        "The paragraphs of a source are numbered 1, 2, 3 without a gap, in their order: evidence finds them by number.",
    ),
    Code.QUOTE_WITHOUT_EVIDENCE: Meaning(
        "A quote that its evidence does not bear out",
        "A quote is somebody's own words. So the statement's voice is direct, and the same words stand as `exact` "
        "in its evidence.",
    ),
    Code.STANCE: Meaning(
        "A stance without a question",
        "A stance is the answer to a question. So `about` names the question that it answers.",
    ),
    Code.SELF_RELATION: Meaning("A relation to itself", "A relation leads from one actor to another."),
    Code.NOT_GENERATED: Meaning(
        "A page is in the way",
        "A page is to be written to a place where a file stands that was not generated. It is never overwritten: "
        "move it away, or delete it.",
    ),
    Code.NOT_IN_SOURCE: Meaning(
        "A quotation that is not where it says",
        "`briefing verify` did not find the words in the paragraph that is named. It says where they stand instead, or "
        "what comes closest. Correct the paragraph's number (`--fix` does that) or the words; where they stand more "
        "than once in the paragraph, add the words before or after as `prefix` or `suffix`.",
    ),
    Code.LOCK: Meaning(
        "The lock does not hold",
        "`seeds/evidence.lock.json` is written by `briefing verify` and by nothing else. It was changed by hand, is half "
        "of a merge, or is of another text. Verify the source anew; whoever lacks the text takes back the change.",
    ),
    Code.REPEATS_SOURCE: Meaning(
        "The source's own words",
        "More words of the source stand here in a row than may be quoted. Say it in your own words.",
    ),
    Code.DRAFT: Meaning(
        "A draft is not to be published",
        "`briefing check --publish` refuses records with `draft: true`, and a briefing whose `status` is `draft`. A draft "
        "may lack evidence, and nobody has read it again yet. Give it what it lacks and delete `draft`, or delete the record. "
        "Without `--publish` drafts are no fault: the site is built, and marks them.",
    ),
    Code.UNREADABLE: Meaning(
        "A file can't be opened",
        "The system does not let the file or folder be read. Change its permissions.",
    ),
    Code.UNUSED_RECORD: Meaning(
        "A record that nothing uses",
        "Nothing refers to this record, so that no reader comes across it. Refer to it, or delete it. A warning: "
        "the site is built all the same.",
    ),
    Code.UNUSED_PARAGRAPH: Meaning(
        "A paragraph that nothing rests on",
        "No evidence names this paragraph of the source. Perhaps something was overlooked; otherwise say why in "
        "`unused_because`. A warning: the site is built all the same.",
    ),
    Code.UNVERIFIED: Meaning(
        "Evidence that is not verified",
        "The lock has no entry that fits this evidence: it is new, or it, its paragraph or its source has changed since. "
        "Somebody who has the source's text runs `briefing verify`. A warning: the site is built, and says “not "
        "verified” beside it.",
    ),
}
