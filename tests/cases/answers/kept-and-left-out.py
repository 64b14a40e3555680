# run --write
import json
import sys

assert "[26] On the terrace last Sunday" in sys.stdin.read()
expert = {"paragraph": 4, "name": "Hannah Whitlock", "kind": "person", "is_expert": True, "aliases": ["Whitlock"]}
print("Here is what I found:\n```json")
print(
    json.dumps(
        {
            "source": "narrow-water",
            "actors": [
                expert | {"role": "senior fellow", "affiliation": "Calder Institute for Maritime Security"},
                {"paragraph": 4, "name": "Calder Institute for Maritime Security", "kind": "organisation"},
                {
                    "paragraph": 2,
                    "name": "Ileana Brusk",
                    "kind": "person",
                    "role": "Foreign Minister",
                    "summary": "She heads the diplomacy of Tarsine.",
                },
                {"paragraph": 9, "name": "senior Orroskan naval official", "kind": "person", "named": False},
                {
                    "paragraph": 2,
                    "name": "Ileana Brusk",
                    "kind": "person",
                    "role": "Foreign Minister",
                    "summary": "She heads the diplomacy of Tarsine.",
                },
                {"paragraph": 1, "name": "Somebody Else", "kind": "person"},
                {"paragraph": 4, "name": "Hannah", "kind": "person", "role": "astronaut"},
                {"paragraph": 99, "name": "Tarsine", "kind": "state"},
                {"paragraph": "one", "name": "Tarsine", "kind": "state"},
                {"paragraph": 2, "name": "Tarsine", "kind": "planet"},
                {"paragraph": 2, "name": "Tarsine", "kind": "state", "id": "../x"},
                "Tarsine",
            ],
            "statements": [
                {
                    "paragraph": 4,
                    "speaker": "Whitlock",
                    "exact": "Nobody in Dren wants a war over dredging",
                    "voice": "direct",
                    "type": "assessment",
                    "text": "War is not what the capital seeks.",
                },
                {
                    "paragraph": 9,
                    "speaker": "senior Orroskan naval official",
                    "exact": "We learned who was aboard from the news",
                    "voice": "direct",
                    "type": "fact",
                },
                {
                    "paragraph": 4,
                    "speaker": "Hannah Whitlock",
                    "exact": "Nobody in Dren wants peace",
                    "voice": "direct",
                    "type": "assessment",
                },
                {
                    "paragraph": 5,
                    "speaker": "Hannah Whitlock",
                    "exact": "Nobody in Dren wants a war over dredging",
                    "voice": "direct",
                    "type": "assessment",
                },
                {
                    "paragraph": 4,
                    "speaker": "Somebody Else",
                    "exact": "That's the trap",
                    "voice": "direct",
                    "type": "assessment",
                },
                {"paragraph": 4, "speaker": "Whitlock", "exact": "the trap", "voice": "direct", "type": "assessment"},
                {
                    "paragraph": 4,
                    "speaker": "Whitlock",
                    "exact": "The political cost of backing down is paid at once, and the cost of not backing",
                    "voice": "direct",
                    "type": "assessment",
                },
                {
                    "paragraph": 4,
                    "speaker": "Whitlock",
                    "exact": "The political cost of backing",
                    "voice": "direct",
                    "type": "assessment",
                    "text": "The cost of not backing down is paid later, possibly by someone else or nobody at all.",
                },
                {
                    "paragraph": 4,
                    "speaker": "Whitlock",
                    "exact": "a senior fellow at the Calder Institute",
                    "voice": "direct",
                    "type": "fact",
                },
            ],
            "events": [
                {
                    "paragraph": 2,
                    "title": "Lease of the bay granted",
                    "date": "2025-11",
                    "date_words": "Last November",
                    "date_basis": "resolved-from-report-date",
                    "status": "occurred",
                    "exact": "granted Castellan Ports Holding",
                    "actors": ["Ileana Brusk"],
                },
                {
                    "paragraph": 2,
                    "title": "Lease",
                    "date": "last November",
                    "date_words": "Last November",
                    "date_basis": "stated",
                    "status": "occurred",
                    "exact": "granted Castellan Ports Holding",
                },
                {
                    "paragraph": 2,
                    "title": "Lease",
                    "date": "2025-11",
                    "date_words": "in November",
                    "date_basis": "stated",
                    "status": "occurred",
                    "exact": "granted Castellan Ports Holding",
                },
            ],
            "risks": [
                {
                    "paragraph": 17,
                    "title": "Another clash before the harvest",
                    "exact": "a second incident before the autumn harvest",
                }
            ],
            "questions": [
                {
                    "paragraph": 6,
                    "question": "Did the members of the commission see the chart?",
                    "exact": "ever passed the chart on",
                },
                {"paragraph": 6, "question": "Nobody knows.", "exact": "ever passed the chart on"},
            ],
            "terms": [
                {"paragraph": 5, "term": "Halvar Transit Commission", "aliases": ["HTC"]},
                {"paragraph": 5, "term": "Dren Convention", "aliases": ["DC"]},
            ],
        }
    )
)
print("```\nGood luck!")
# prints
# p2   actor      Ileana Brusk (person, Foreign Minister)
# p2   event      Lease of the bay granted (2025-11)
# p4   actor      Calder Institute for Maritime Security (organisation)
# p4   expert     Hannah Whitlock (senior fellow)
# p4   statement  hannah-whitlock: Nobody in Dren wants a war over dredging
# p5   term       Halvar Transit Commission
# p6   question   Did the members of the commission see the chart?
# p9   actor      senior Orroskan naval official (person)
# p9   statement  senior-orroskan-naval-official: We learned who was aboard from the news
# p17  risk       Another clash before the harvest
# left out: actor 5 "Ileana Brusk" (paragraph 2): it is the same as one before
# left out: actor 6 "Somebody Else" (paragraph 1): the name "Somebody Else" is not in the text
# left out: actor 7 "Hannah" (paragraph 4): the word "astronaut" of the role is not in the text
# left out: actor 8 "Tarsine": the text has 26 paragraphs, not 99
# left out: actor 9 "Tarsine": "paragraph": input should be a valid integer
# left out: actor 10 "Tarsine" (paragraph 2): "kind": input should be 'person', 'state', 'organisation' or 'group'
# left out: actor 11 "Tarsine" (paragraph 2): "id": the schema has no such field
# left out: actor 12: it is no object
# left out: statement 3 "Nobody in Dren wants peace" (paragraph 4): "Nobody in Dren wants peace" is not in paragraph 4
# left out: statement 4 "Nobody in Dren wants a war over dredging" (paragraph 5): "Nobody in Dren wants a war over dredging" is not in paragraph 5; it is in paragraph 4
# left out: statement 5 "That's the trap" (paragraph 4): "Somebody Else" is not one of the actors that are kept
# left out: statement 6 "the trap" (paragraph 4): the quotation has 2 words; 3 to 12 words are allowed
# left out: statement 7 "The political cost of backing down is paid at once, and t..." (paragraph 4): the quotation has 16 words; 3 to 12 words are allowed
# left out: statement 8 "The political cost of backing" (paragraph 4): text repeats 13 words of the text in a row; it must be in other words
# left out: statement 9 "a senior fellow at the Calder Institute" (paragraph 4): "a senior fellow at the Calder Institute" is not in quotation marks, so the voice is not direct
# left out: event 2 "Lease" (paragraph 2): "date": is not a date
# left out: event 3 "Lease" (paragraph 2): "in November" is not in paragraph 2
# left out: question 2 "Nobody knows." (paragraph 6): the question does not end in a question mark
# left out: term 2 "Dren Convention" (paragraph 5): the alias "DC" is not in the text
# 10 of 29 kept
# seeds/actors/calder-institute-for-maritime-security.yml: 1 draft
# seeds/actors/ileana-brusk.yml: 1 draft
# seeds/actors/senior-orroskan-naval-official.yml: 2 drafts
# seeds/experts/hannah-whitlock.yml: 2 drafts
# seeds/events/lease-of-the-bay-granted.yml: 1 draft
# seeds/risks/another-clash-before-the-harvest.yml: 1 draft
# seeds/questions/did-the-members-of-the-commission-see-the-chart.yml: 1 draft
# seeds/glossary.yml: 1 draft
# 10 drafts written, 0 exist already
# === seeds/actors/calder-institute-for-maritime-security.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: calder-institute-for-maritime-security
# draft: true
# kind: organisation
# name: Calder Institute for Maritime Security
# summary: TODO
# evidence:
#   - narrow-water#p4
# === seeds/actors/ileana-brusk.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: ileana-brusk
# draft: true
# kind: person
# name: Ileana Brusk
# role: Foreign Minister
# summary: She heads the diplomacy of Tarsine.
# evidence:
#   - narrow-water#p2
# === seeds/actors/senior-orroskan-naval-official.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: senior-orroskan-naval-official
# draft: true
# kind: person
# name: senior Orroskan naval official
# named: false
# summary: TODO
# statements:
#   - id: official-we-learned-who-was
#     draft: true
#     text: TODO
#     voice: direct
#     type: fact
#     evidence:
#       - narrow-water#p9: We learned who was aboard from the news
# evidence:
#   - narrow-water#p9
# === seeds/events/lease-of-the-bay-granted.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: lease-of-the-bay-granted
# draft: true
# title: Lease of the bay granted
# date: "2025-11"
# date_words: Last November
# date_basis: resolved-from-report-date
# status: occurred
# summary: TODO
# actors:
#   - actor: ileana-brusk
# evidence:
#   - narrow-water#p2: granted Castellan Ports Holding
# === seeds/experts/hannah-whitlock.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: hannah-whitlock
# draft: true
# name: Hannah Whitlock
# aliases: [Whitlock]
# role: senior fellow
# affiliation: calder-institute-for-maritime-security
# summary: TODO
# statements:
#   - id: whitlock-nobody-in-dren-wants
#     draft: true
#     text: War is not what the capital seeks.
#     voice: direct
#     type: assessment
#     evidence:
#       - narrow-water#p4: Nobody in Dren wants a war over dredging
# evidence:
#   - narrow-water#p4
# === seeds/glossary.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# - id: halvar-transit-commission
#   draft: true
#   term: Halvar Transit Commission
#   definition: TODO
#   aliases: [HTC]
#   evidence:
#     - narrow-water#p5
# === seeds/questions/did-the-members-of-the-commission-see-the-chart.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: did-the-members-of-the-commission-see-the-chart
# draft: true
# question: Did the members of the commission see the chart?
# evidence:
#   - narrow-water#p6: ever passed the chart on
# === seeds/risks/another-clash-before-the-harvest.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: another-clash-before-the-harvest
# draft: true
# title: Another clash before the harvest
# description: TODO
# risk_source: TODO
# event: TODO
# consequence: TODO
# likelihood: not-stated
# impact: not-stated
# assessed_by: source
# basis: TODO
# evidence:
#   - narrow-water#p17: a second incident before the autumn harvest
