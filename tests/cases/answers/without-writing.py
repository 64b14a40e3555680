# run
print('{"source": "narrow-water", "actors": [{"paragraph": 2, "name": "Ileana Brusk", "kind": "person"}]}')
# prints
# p2   actor  Ileana Brusk (person)
# 1 of 1 kept
# nothing is written; to create the drafts, add --write
