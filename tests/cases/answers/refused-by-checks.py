# run --write
import json

event = {
    "paragraph": 2,
    "date_words": "Last November",
    "date_basis": "inferred",
    "exact": "granted Castellan Ports Holding",
}
print(
    json.dumps(
        {
            "source": "narrow-water",
            "events": [
                event | {"title": "A lease granted", "date": "2025-11", "status": "occurred"},
                event | {"title": "A lease to come", "date": "2099-11", "status": "occurred"},
                event | {"title": "A lease to end", "date": "2098-11", "status": "occurred", "summary": "It ends."},
            ],
        }
    )
)
# prints
# p2   event  A lease granted (2025-11)
# left out: event a-lease-to-come (paragraph 2): status is occurred, but November 2099 is after March 2031, the briefing's as_of
# left out: event a-lease-to-end (paragraph 2): status is occurred, but November 2098 is after March 2031, the briefing's as_of
# 1 of 3 kept
# seeds/events/a-lease-granted.yml: 1 draft
# 1 draft written, 0 exist already
# === seeds/events/a-lease-granted.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: a-lease-granted
# draft: true
# title: A lease granted
# date: "2025-11"
# date_words: Last November
# date_basis: inferred
# status: occurred
# summary: TODO
# evidence:
#   - narrow-water#p2: granted Castellan Ports Holding
