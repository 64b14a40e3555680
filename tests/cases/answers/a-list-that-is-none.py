# run --write
print('{"source": "narrow-water", "actors": {"name": "Ileana Brusk"}}')
# prints
# --with: E061: the answer can't be used: actors is no list
# 1 error, 0 warnings
# exit 1
