# run --write
print('{"actors": [' + "1," * 5000 + "1]}")
# prints
# --with: E061: the answer can't be used: it has more than 5000 items
# 1 error, 0 warnings
# exit 1
