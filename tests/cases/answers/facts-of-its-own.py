# run --write
import json

event = {
    "paragraph": 2,
    "date_words": "Last November",
    "exact": "granted Castellan Ports Holding",
    "status": "occurred",
}
minister = {"paragraph": 2, "kind": "person", "name": "Ileana Brusk", "role": "Foreign Minister"}
official = {"paragraph": 2, "kind": "organisation", "name": "Castellan Ports Holding"}
said = {"paragraph": 4, "speaker": "Hannah Whitlock", "voice": "direct", "type": "assessment"}
print(
    json.dumps(
        {
            "source": "narrow-water",
            "actors": [
                minister | {"summary": "She has led the diplomacy of Tarsine since 1850."},
                official | {"summary": "It belongs to the Maersk family."},
                {
                    "paragraph": 4,
                    "kind": "person",
                    "name": "Hannah Whitlock",
                    "role": "senior fellow",
                    "is_expert": True,
                },
            ],
            "statements": [
                said | {"exact": "Nobody in Dren wants a war over dredging", "text": "About 70 per cent want no war."},
                said | {"exact": "The political cost of backing down", "text": "Giving in has its price."},
            ],
            "events": [
                event
                | {
                    "title": "The bay is leased for 30 years",
                    "date": "2025-11",
                    "date_basis": "resolved-from-report-date",
                },
                event
                | {
                    "title": "The bay is leased for 45 years",
                    "date": "2025-11",
                    "date_basis": "resolved-from-report-date",
                },
                event | {"title": "A lease", "date": "2019-03-04", "date_basis": "stated"},
            ],
        }
    )
)
# prints
# p2   actor      Ileana Brusk (person, Foreign Minister)
# p2   actor      Castellan Ports Holding (organisation)
# p2   event      The bay is leased for 30 years (2025-11)
# p4   expert     Hannah Whitlock (senior fellow)
# p4   statement  hannah-whitlock: Nobody in Dren wants a war over dredging
# p4   statement  hannah-whitlock: The political cost of backing down
# left out: event a-lease (paragraph 2): "2019-03-04" is a day, but "Last November" names only a month: write "2019-03", or in date_words the words that are as precise
# left out: event the-bay-is-leased-for-45-years (paragraph 2): paragraph 2 of narrow-water, which this cites, lacks "45" (nearest: 30)
# left open: actor ileana-brusk (paragraph 2): paragraph 2 of narrow-water, which this cites, lacks "1850" (nearest: 11)
# left open: actor castellan-ports-holding (paragraph 2): paragraph 2 of narrow-water, which this cites, lacks "Maersk"
# left open: statement whitlock-nobody-in-dren-wants (paragraph 4): paragraph 4 of narrow-water, which this cites, lacks "70"
# 6 of 8 kept
# seeds/actors/ileana-brusk.yml: 1 draft
# seeds/actors/castellan-ports-holding.yml: 1 draft
# seeds/experts/hannah-whitlock.yml: 3 drafts
# seeds/events/the-bay-is-leased-for-30-years.yml: 1 draft
# 6 drafts written, 0 exist already
# === seeds/actors/castellan-ports-holding.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: castellan-ports-holding
# draft: true
# kind: organisation
# name: Castellan Ports Holding
# summary: TODO
# evidence:
#   - narrow-water#p2
# === seeds/actors/ileana-brusk.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: ileana-brusk
# draft: true
# kind: person
# name: Ileana Brusk
# role: Foreign Minister
# summary: TODO
# evidence:
#   - narrow-water#p2
# === seeds/events/the-bay-is-leased-for-30-years.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: the-bay-is-leased-for-30-years
# draft: true
# title: The bay is leased for 30 years
# date: "2025-11"
# date_words: Last November
# date_basis: resolved-from-report-date
# status: occurred
# summary: TODO
# evidence:
#   - narrow-water#p2: granted Castellan Ports Holding
# === seeds/experts/hannah-whitlock.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: hannah-whitlock
# draft: true
# name: Hannah Whitlock
# role: senior fellow
# summary: TODO
# statements:
#   - id: whitlock-nobody-in-dren-wants
#     draft: true
#     text: TODO
#     voice: direct
#     type: assessment
#     evidence:
#       - narrow-water#p4: Nobody in Dren wants a war over dredging
#   - id: whitlock-the-political-cost-of
#     draft: true
#     text: Giving in has its price.
#     voice: direct
#     type: assessment
#     evidence:
#       - narrow-water#p4: The political cost of backing down
# evidence:
#   - narrow-water#p4
