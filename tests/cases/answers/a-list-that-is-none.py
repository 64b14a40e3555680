# run --write
print('{"source": "narrow-water", "actors": {"name": "Ileana Brusk"}}')
# prints
# --with: E061: the answer can't be used: "actors" is no list; its lists are actors, statements, events, risks, questions, terms
# 1 error, 0 warnings
# exit 1
