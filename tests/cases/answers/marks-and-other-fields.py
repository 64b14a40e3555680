# run --write
import json

quote = {"paragraph": 4, "speaker": "Hannah Whitlock", "voice": "direct", "type": "assessment"}
answer = {
    "source": "narrow-water",
    "comment": "I hope this helps!",
    "terms": None,
    "risks": {"title": "War"},
    "actors": [
        {"paragraph": 4, "name": "Hannah Whitlock", "kind": "person", "is_expert": True, "role": "senior fellow"},
        {"paragraph": 2, "name": "Orrosk", "kind": "state", "aliases": ["the"]},
        {"paragraph": True, "name": "Tarsine", "kind": "state"},
    ],
    "statements": [
        quote | {"exact": "\u201cNobody in Dren wants a war over dredging,\u201d"},
        quote | {"exact": '"wants to be remembered as'},
        quote | {"exact": '"a senior fellow at the Calder Institute"'},
    ],
}
print(json.dumps(answer))
# prints
# p4   expert     Hannah Whitlock (senior fellow)
# p4   statement  hannah-whitlock: Nobody in Dren wants a war over dredging
# p4   statement  hannah-whitlock: wants to be remembered as
# left out: "comment": it is none of its lists
# left out: "risks": it is no list
# left out: actor 2 "Orrosk" (paragraph 2): the alias "the" is a word and no name
# left out: actor 3 "Tarsine": "paragraph": input should be a valid integer
# left out: statement 3 ""a senior fellow at the Calder Institute"" (paragraph 4): "a senior fellow at the Calder Institute" is not in quotation marks, so the voice is not direct
# 3 of 8 kept
# seeds/experts/hannah-whitlock.yml: 3 drafts
# 3 drafts written, 0 exist already
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
#   - id: whitlock-wants-to-be-remembered
#     draft: true
#     text: TODO
#     voice: direct
#     type: assessment
#     evidence:
#       - narrow-water#p4: wants to be remembered as
# evidence:
#   - narrow-water#p4
