# run --write
print('{"actors": ' + "9" * 5000 + "}")
# prints
# --with: E061: the answer can't be used: its JSON holds a number with too many digits
# 1 error, 0 warnings
# exit 1
