# run --write
print('{"source": "narrow-water", "people": []}')
# prints
# --with: E061: the answer can't be used: "people" is none of its lists; its lists are actors, statements, events, risks, questions, terms
# 1 error, 0 warnings
# exit 1
