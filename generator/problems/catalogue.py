"""Explains each error code: for the page of errors and for the rules of SARIF."""

from __future__ import annotations

from typing import NamedTuple

from .problem import Code


class CatalogueEntry(NamedTuple):
    """An error code in words: `help` is one paragraph of Markdown.

    It says why this is a problem and how to correct it.
    """

    title: str
    help: str


ERROR_CATALOGUE = {
    Code.SYNTAX: CatalogueEntry(
        "The YAML can't be read",
        "A line breaks the rules of YAML, so the rest of the file could not be read. Once it is corrected, `briefing check` "
        "shows the other problems of the file. The usual causes are a colon inside plain text, a quotation mark that is "
        "not closed, a tab, and a line that is indented differently from its neighbours. When in doubt, put the text in "
        "double quotes.",
    ),
    Code.DUPLICATE_KEY: CatalogueEntry(
        "A field is given twice",
        "A field has one value. Delete one of the two, or make them two items of a list.",
    ),
    Code.ALIAS: CatalogueEntry(
        "Anchor or alias",
        "YAML can name a piece of text with `&` and repeat it with `*`. That is not allowed here, so that a reviewer reads "
        "exactly what is loaded. Write the text out. If `&` or `*` is part of the text, put the text in quotes.",
    ),
    Code.TAG: CatalogueEntry(
        "Tag",
        "YAML can set the type of a value with `!`. That is not allowed here, because each field has its own type. Delete "
        "the tag. If `!` is part of the text, put the text in quotes.",
    ),
    Code.SEVERAL_DOCUMENTS: CatalogueEntry(
        "More than one document",
        "A line of three hyphens begins another document in the same file. A file holds one record, or one list of records.",
    ),
    Code.EMPTY: CatalogueEntry("Empty file", "The file is empty or holds only comments. Fill it or delete it."),
    Code.SHAPE: CatalogueEntry(
        "Not the shape of a record",
        "A record consists of `field: value` lines. In a file that holds a list, each record begins with a hyphen.",
    ),
    Code.CHARACTER: CatalogueEntry(
        "A character that is not allowed",
        "Invisible control characters, characters that change the direction of writing, and bytes that are not UTF-8 "
        "are not allowed in the data, because a reviewer can't see them. Delete them, or save the file as UTF-8.",
    ),
    Code.TOO_LARGE: CatalogueEntry(
        "Too large or too deep",
        "A file may have up to 20 MB, and lists and mappings may be nested up to 64 deep. Split the file, or check its brackets.",
    ),
    Code.MISSING: CatalogueEntry(
        "A field is missing or empty",
        "A required field is missing or has no value.",
    ),
    Code.UNKNOWN_FIELD: CatalogueEntry(
        "Unknown field",
        "Records of this kind have no such field. Usually its name is misspelt, or it is one level too high or too low.",
    ),
    Code.WRONG_TYPE: CatalogueEntry(
        "Wrong type",
        "The value has another type than the field: for example, it is a list and the field takes text, or it is text and "
        "the field takes a number. Put a number that is meant as text in quotes.",
    ),
    Code.UNKNOWN_REFERENCE: CatalogueEntry(
        "No record has this id",
        "The field refers to a record by its id, and no record has this id. Correct the id, or write the record.",
    ),
    Code.WRONG_WORD: CatalogueEntry(
        "Not a word of the list",
        "The field takes one word of a closed list. The method page explains the words.",
    ),
    Code.WRONG_DATE: CatalogueEntry(
        "Not a date",
        "Dates are in a subset of EDTF (ISO 8601-2): year, month, day, no more precise than in the source. Leave out what is "
        "not known.",
    ),
    Code.WRONG_FORM: CatalogueEntry(
        "Not the right form",
        "The value does not have the form that the field takes: an id, an address, a country, a language, or a number within "
        "limits.",
    ),
    Code.FILE_NAME: CatalogueEntry(
        "File name and id differ",
        "A record is in the file that is named after its id, so that each is easy to find. Rename the file, or correct the "
        "id.",
    ),
    Code.DUPLICATE_ID: CatalogueEntry(
        "An id is used twice",
        "Ids are unique across all kinds of records, because links and addresses are made from them. Give one of the two "
        "another id.",
    ),
    Code.WRONG_KIND: CatalogueEntry(
        "A record of the wrong kind",
        "The record with this id is of a kind that this field can't refer to.",
    ),
    Code.DATE_ORDER: CatalogueEntry(
        "Ends before it begins",
        "The end of the interval or of the set is before its beginning. Usually the two are swapped.",
    ),
    Code.STATUS_AGAINST_DATE: CatalogueEntry(
        "Status and date disagree",
        "An expected or ongoing event can't be over before the date of the facts (`as_of` of the briefing), an event that "
        "occurred can't be after it, and a current relation can't have ended before it.",
    ),
    Code.NO_SUCH_PARAGRAPH: CatalogueEntry(
        "No such paragraph",
        "The evidence names a paragraph that its source does not have. Paragraphs are counted from 1, in the order of the "
        "source's record.",
    ),
    Code.QUOTATION_LENGTH: CatalogueEntry(
        "A quotation too short or too long",
        "A quotation in evidence has 3 to 12 words: enough to find it, and few enough to be fair to its author. In scripts that "
        "have no spaces between words (Han, kana, Thai, Lao, Khmer, Burmese) it has 6 to 30 characters. `quotation_words_max` in "
        "`seeds/briefing.yml` sets another limit.",
    ),
    Code.QUOTATIONS_TOO_MUCH: CatalogueEntry(
        "Too much is quoted",
        "All quotations from one source together may cover at most 20 % of its words, but 200 words (or 500 characters in scripts "
        "without spaces) are always allowed. `quotation_share_max` in `seeds/briefing.yml` sets another limit. The error is at the "
        "quotation that exceeds it, and names the longest. Until the source is verified again, new quotations are estimated. "
        "Shorten or delete some.",
    ),
    Code.LIKELIHOOD: CatalogueEntry(
        "Confidence and likelihood mixed up",
        "Likelihood says how probable something is; confidence says how well founded that judgement is. By ICD 203 the two "
        "are never in one sentence, and there is no confidence without a judgement.",
    ),
    Code.NO_BASIS: CatalogueEntry(
        "A grade without its basis",
        "A source's reliability is F and a statement's credibility is 6 (cannot be judged), unless a sentence gives the "
        "reason for another grade.",
    ),
    Code.STRAY_FILE: CatalogueEntry(
        "A file that does not belong here",
        "`seeds/` holds only records, each in the folder of its kind, in a plain file whose name ends in `.yml`. A file in "
        "another place or with another ending, a subfolder and a symbolic link would be left out without notice, so each "
        "is an error.",
    ),
    Code.NO_BRIEFING: CatalogueEntry(
        "There is no briefing",
        "Every site needs `seeds/briefing.yml`: its title, its bottom line, and the date of the facts.",
    ),
    Code.NUMBERING: CatalogueEntry(
        "Paragraphs out of step",
        "The paragraphs of a source are numbered 1, 2, 3 and so on, in order, because evidence refers to them by number.",
    ),
    Code.QUOTE_WITHOUT_EVIDENCE: CatalogueEntry(
        "A quote that its evidence does not support",
        "A quote is in somebody's own words. So the statement's voice is direct, and the same words are `exact` in its "
        "evidence. `likelihood_words` are somebody's own words too: `assessed_by` names the person or the source, and an `exact` in the "
        "evidence, or in that of the `statements` that the record lists, has the words.",
    ),
    Code.STANCE: CatalogueEntry(
        "A stance without a question",
        "A stance is the answer to a question, which `about` must name.",
    ),
    Code.SELF_RELATION: CatalogueEntry("A relation to itself", "A relation leads from one actor to another."),
    Code.NOT_GENERATED: CatalogueEntry(
        "A page is in the way",
        "A file that was not generated has the path of a page. It is never overwritten: move it away, or delete it.",
    ),
    Code.NOT_IN_SOURCE: CatalogueEntry(
        "A quotation that is not in its paragraph",
        "`briefing verify` did not find the words in the paragraph that the evidence names. It reports where they are "
        "instead, or what comes closest. Correct the number of the paragraph (`--fix` does that) or the words. If the "
        "words occur more than once in the paragraph, add the words before or after them as `prefix` or `suffix`.",
    ),
    Code.LOCK: CatalogueEntry(
        "The lock is not valid",
        "Only `briefing verify` writes `seeds/evidence.lock.json`. It was changed by hand, is an unfinished merge, or was "
        "made from another text. Verify the source again. If you don't have the text, undo the change to the lock: "
        "`git checkout HEAD -- seeds/evidence.lock.json`.",
    ),
    Code.REPEATS_SOURCE: CatalogueEntry(
        "The source's own words",
        "This text has more words of the source in a row than may be quoted. Write it in your own words.",
    ),
    Code.DRAFT: CatalogueEntry(
        "A draft can't be published",
        "`briefing check --publish` refuses records with `draft: true`. A draft "
        "may lack evidence, and nobody has reviewed it yet. Complete it and delete `draft`, or delete the record. Without "
        "`--publish` a draft is no error: the site is built, and marks it.",
    ),
    Code.PUBLISHES_UNVERIFIED: CatalogueEntry(
        "Unverified evidence can't be published",
        "`briefing check --publish` refuses evidence that the lock does not cover: it was never verified, it changed since, or the "
        "lock is missing. Ask somebody who has the text of the source to run `briefing verify`, and commit the lock with the "
        "records. If a lock that was committed is missing, restore it: `git checkout HEAD -- seeds/evidence.lock.json`. Without "
        "`--publish` this is the warning W103. `publish_unverified: true` in `seeds/briefing.yml` allows it: then each page says "
        "how much evidence is not verified.",
    ),
    Code.OPEN_TEXT: CatalogueEntry(
        "A text that is still to be written",
        "`TODO`, alone or with a hint as in `TODO: what the council wants`, stands for a text in your own words that is still to "
        "be written. Only records with `draft: true` may have such texts; `briefing drafts` lists them. Write the text, or add "
        "`draft: true` to the record.",
    ),
    Code.UNREADABLE: CatalogueEntry(
        "A file can't be opened",
        "The system does not allow the file or folder to be read. Change its permissions.",
    ),
    Code.SITE_CONFIGURATION: CatalogueEntry(
        "The configuration does not build a briefing",
        "`mkdocs.yml` must have the theme `material` and name the plugin `briefing`, which makes the pages. A folder that was "
        "made for version 0.1 has a hook in the place of the plugin: write a new `mkdocs.yml`, and set the licence and the "
        "address of the site in `seeds/briefing.yml`.",
    ),
    Code.NEWER_FORMAT: CatalogueEntry(
        "A newer data format",
        "The folder was made for a newer version of the program, as `format` in `seeds/briefing.yml` says. Upgrade the program: "
        "`pip install --upgrade briefing-site`. Other errors are not reported, because most would be due to this one.",
    ),
    Code.OLDER_FORMAT: CatalogueEntry(
        "An older data format",
        "The folder was made for an older version of the program, as `format` in `seeds/briefing.yml` says. Bring it up to date "
        "with `briefing fmt`, and review the changes that it made.",
    ),
    Code.LOST_TEXT: CatalogueEntry(
        "Text that would be lost",
        "In YAML a `#` after a space begins a comment, so `Attack #3 on the bridge` is read as `Attack`. Put the whole text in "
        "quotes. `briefing check --publish` reports each comment after a text in this way, because readers would not see its words.",
    ),
    Code.DATE_TOO_PRECISE: CatalogueEntry(
        "A date more precise than the source",
        "The words of the source (`date_words`) name a longer time than the date: `last November` is a month, no day. No "
        "precision is made up: write the date as precisely as the words, or quote the words that name the day. Only common "
        "English words for a time are compared.",
    ),
    Code.DISPUTE: CatalogueEntry(
        "Accounts that can't be compared",
        "`disputed` holds what sources say that disagree: two accounts or more, each with its evidence. Where figures differ, `value` "
        "is the figure with its unit, the same unit in each account, so that readers can compare them; where dates differ, an EDTF "
        "date. When the sources agree at last, delete `disputed`: the history of the content keeps it.",
    ),
    Code.SUPERSEDES: CatalogueEntry(
        "A later view that replaces itself, or nothing",
        "`supersedes` names the earlier statement of the same speaker, the earlier risk or the earlier takeaway that a later one "
        "replaces. The earlier one stays in the data and on the page. Each later view names the first one, not the one before it, so "
        "that a view between can be corrected or removed; the dates of statements and of the newest sources of risks and takeaways say "
        "which is the newest. So a chain, a circle, an earlier view that is later, and two later views with one date are errors. A takeaway "
        "is named by its `id`.",
    ),
    Code.SELF_DERIVED: CatalogueEntry(
        "A source derived from itself",
        "`derived_from` names the source that a reprint, a translation or an agency copy repeats, so that the two count as one. One source "
        "of each such chain was published first: it has no `derived_from`.",
    ),
    Code.RETRACTED: CatalogueEntry(
        "A claim that depends on a retracted source alone",
        "A source with `retracted` was withdrawn, and its copies (`derived_from`) with it. Cite another source for the claim, or delete "
        "the claim. Evidence from a retracted source may stay beside that of others; pages mark it.",
    ),
    Code.TRACKED_FILE: CatalogueEntry(
        "A file that git may not track",
        "Generated pages, the built site and the cache are written by each run, so none of them may come with the project's "
        "history: a change could put its own text in their place. The same goes for hidden and temporary files between the "
        "records. Remove them from git; `docs/.gitignore` and `.gitignore` keep them out.",
    ),
    Code.PAGE_PATH: CatalogueEntry(
        "Two pages with one path",
        "Two records, or a record and a page of its section, would be written to the same file, so one would replace the other. "
        "Nothing is written. Give one of the two another id.",
    ),
    Code.TEXT_FORM: CatalogueEntry(
        "The text does not have the form of the record",
        "`briefing verify` needs the source's text as plain text in UTF-8, cut into the paragraphs that the record lists. "
        "This file is in another format or encoding, or its paragraphs are cut differently: a headline or byline counts as "
        "a paragraph, lines are wrapped, words are divided at the end of lines, or empty lines are missing. Correct the text "
        "file as the message says. `briefing new sources ID --text FILE` reads HTML, PDF, Word and other encodings, and writes "
        "such a text, for a source that exists too. Quotations that are missing only because of this are not reported one by one.",
    ),
    Code.MODEL_ANSWER: CatalogueEntry(
        "The answer of a language model can't be used",
        "The program after `--with` could not be started, failed, took too long or wrote too much, or its answer is not the JSON "
        "that `briefing draft SOURCE --prompt` asks for. Nothing is written. Run the program by hand with the prompt on its "
        "standard input, look at its answer, and read it with `briefing import json FILE`.",
    ),
    Code.UNUSED_RECORD: CatalogueEntry(
        "A record that nothing uses",
        "Nothing refers to this record, so readers do not find it. Refer to it, or delete it. This is a warning: the site is "
        "still built.",
    ),
    Code.UNUSED_PARAGRAPH: CatalogueEntry(
        "A paragraph that no evidence names",
        "No evidence names this paragraph of the source. Perhaps something was overlooked; otherwise give the reason in "
        "`unused_because`. This is a warning: the site is still built.",
    ),
    Code.UNVERIFIED: CatalogueEntry(
        "Evidence that is not verified",
        "The lock has no entry for this evidence: the evidence is new, or it, its paragraph or its source has changed. Ask "
        "somebody who has the text of the source to run `briefing verify`. This is a warning: the site is built, and says “not "
        "verified” beside the evidence, but `briefing check --publish` refuses it (E038).",
    ),
    Code.COMMENT_AFTER_TEXT: CatalogueEntry(
        "A comment after a text",
        "In YAML a `#` after a space begins a comment. On the line of a text it may be a part of the text that readers would not "
        "see: then put the whole text in quotes. Move a comment to a line of its own. A comment after a number, a date, an id, a "
        "word of a list or a text in quotes is not reported. This is a warning: the site is still built, but "
        "`briefing check --publish` refuses it (E044).",
    ),
    Code.PASTED_MARKUP: CatalogueEntry(
        "Markup in a text",
        "Pages show every text exactly as it is written. HTML tags, entities such as `&nbsp;`, Markdown and the tabs of a "
        "spreadsheet are not interpreted: readers see the signs, and a space in the place of a tab. Write plain text. This is a "
        "warning: the site is still built.",
    ),
    Code.REPORTER_IN_QUOTATION: CatalogueEntry(
        "Words of the reporter in a quotation",
        "A quotation is in one person's own words. “The grid is safe,” Mr Brekke said, “and tested” has two halves, with words of "
        "the reporter between them. Quote one half, or give each half a piece of evidence of its own. This is a warning: the "
        "site is still built.",
    ),
    Code.SAME_NAME: CatalogueEntry(
        "Two records with the same name",
        "Readers can't tell two actors or experts with the same name apart, nor one whose name is an alias of another. Capitals, "
        "accents, spaces and punctuation make no difference. If they are the same, keep one record; otherwise add what "
        "distinguishes them to the names. This is a warning: the site is still built.",
    ),
    Code.TYPOGRAPHIC_MARKS: CatalogueEntry(
        "Curly quotation marks around a text",
        "YAML knows only straight quotation marks. Curly ones, and those of other languages, are a part of the text that readers "
        "see. Delete them. If they belong to the text, put straight ones around the whole text. This is a warning: the site is "
        "still built.",
    ),
    Code.QUOTE_NOT_CHOSEN: CatalogueEntry(
        "Several quotations and no quote",
        "A statement in direct speech shows the only quotation in its evidence as the speaker's words. This one has several: "
        "say in `quote` which is the speaker's, or leave `quote: null` to show none. This is a warning: the site is still built.",
    ),
    Code.UNSUPPORTED: CatalogueEntry(
        "A number, date or name that the cited paragraphs don't have",
        "`briefing verify` compares the texts of each record and each part of one with the paragraphs that its evidence cites. This "
        "number, year, date or name is in none of them. It may be a slip, such as 31,000 for 310,000, or the paragraph that has "
        "it is not cited. If it is right all the same, for example a sum, write the reason in the evidence's `accepted`. This is "
        "a warning: the site is still built. The lock keeps the result, so `briefing check` repeats it without the text.",
    ),
    Code.UNCOMPARED: CatalogueEntry(
        "A text that changed since it was compared with its source",
        "The lock has the result of comparing this text with the paragraphs that it cites, but the text or the choice of "
        "paragraphs has changed since. Ask somebody who has the text of the source to run `briefing verify`. This is a warning: "
        "the site is still built.",
    ),
    Code.DISAGREEMENT: CatalogueEntry(
        "Sources that may disagree",
        "The claim cites several sources, and their paragraphs give different numbers of one thing that the claim names, or different dates "
        "for what it dates. “More than 12” and 14 do not differ, nor do “about 310,000” and 312,450, nor May and 4 May. Record what each "
        "says in `disputed`, so that readers see the accounts, or write in the evidence's `accepted` why there is no contradiction. Numbers and "
        "dates in words are compared in English only. `briefing draft` reports it at an event that the new source seems to date differently. This is a warning: the site is still built. The lock keeps the result, so "
        "`briefing check` repeats it without the text.",
    ),
    Code.OUTDATED: CatalogueEntry(
        "A record that the newest source does not support",
        "With several sources, `briefing check --review` lists the records, takeaways, signs to watch and statements whose evidence is all "
        "older than the newest source, the oldest first. Read each beside the newest source: cite it where it supports the record, correct what it "
        "overtakes, or leave the record as it is. The date is that of the source's publication; a copy is as old as what it repeats.",
    ),
    Code.UNCONNECTED_LABEL: CatalogueEntry(
        "A relation that does not read as a sentence",
        "Pages show a relation as a sentence: the first name, the label, the second name. After this label a name can hardly "
        "follow: “The council warns of a price Kesh”. End it with a verb or a preposition, such as `warns` or `asks a price of`, "
        "or write three dots where the second name belongs: `warns ... of a price`. Only briefings in English are checked. This "
        "is a warning: the site is still built.",
    ),
    Code.SEASON_OR_YEARS: CatalogueEntry(
        "A season that may be meant as two years",
        "In EDTF `1922-23` is autumn 1922, because the numbers 21 to 24 are seasons; the years 1922 to 1923 are `1922/1923`. If the "
        "season is meant, quote the source's words for it in `date_words`, or write its months where there is no such field. This is a "
        "warning: the site is still built.",
    ),
    Code.INVISIBLE: CatalogueEntry(
        "A character that nobody sees",
        "A text from a web page or a word processor may hold characters that show nothing, such as a zero-width space or a soft "
        "hyphen. The search, and a reader who searches for the words, then do not find them. Delete them; in quotes they can be "
        "written as an escape, which shows where they are. Names are compared without them, and so are quotations with their "
        "source. Characters that a script or an emoji needs are not reported. This is a warning: the site is still built.",
    ),
    Code.DRAFT_STATUS: CatalogueEntry(
        "A briefing that is marked as a draft",
        "The whole briefing has `status: draft`, and its pages say so. Set `status: published` when somebody has reviewed it. This is "
        "a warning of `briefing check --publish`: the site is still built. `--publish --strict` refuses it.",
    ),
}
