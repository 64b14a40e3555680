# run --write
print('{"source": "../x", "actors": []}')
# prints
# --with: E061: the answer can't be used: it is about the source "../x", not narrow-water
# 1 error, 0 warnings
# exit 1
