# run --write
import json

actor = {"paragraph": 2, "kind": "person"}
print(
    json.dumps(
        {
            "source": "narrow-water",
            "actors": [
                actor | {"name": "<script>alert(1)</script>"},
                actor | {"name": "\x1b[31mIleana Brusk"},
                actor | {"name": "Ileana\u202eBrusk"},
                actor | {"name": "\ud800"},
                actor | {"name": "../../etc/passwd"},
                actor | {"name": " "},
                actor | {"name": "Ileana Brusk", "summary": "She is <img src=x onerror=alert(1)> a minister."},
                actor | {"name": "Ileana Brusk", "summary": "See [here](https://example.org/)."},
                actor | {"name": "Brusk", "summary": "a: {b: [c, # d\\"},
            ],
        }
    )
)
# prints
# p2   actor  Brusk (person)
# left out: actor 1 "<script>alert(1)</script>" (paragraph 2): the name "<script>alert(1)</script>" is not in the text
# left out: actor 2 "[31mIleana Brusk" (paragraph 2): it holds characters that are not allowed, such as control characters
# left out: actor 3 "Ileana Brusk" (paragraph 2): it holds characters that are not allowed, such as control characters
# left out: actor 4 "" (paragraph 2): "name": input should be a valid string, unable to parse raw data as a unicode string
# left out: actor 5 "../../etc/passwd" (paragraph 2): the name "../../etc/passwd" is not in the text
# left out: actor 6 "" (paragraph 2): "name": string should have at least 1 character
# left out: actor 7 "Ileana Brusk" (paragraph 2): summary holds markup
# left out: actor 8 "Ileana Brusk" (paragraph 2): summary holds markup
# 1 of 9 kept
# seeds/actors/brusk.yml: 1 draft
# 1 draft written, 0 exist already
# === seeds/actors/brusk.yml
# # Drafted from the text of narrow-water by a language model ("python"). To be confirmed.
# id: brusk
# draft: true
# kind: person
# name: Brusk
# summary: 'a: {b: [c, # d\'
# evidence:
#   - narrow-water#p2
