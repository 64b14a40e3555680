# run --write
print("[1, 2, 3]")
# prints
# --with: E061: the answer can't be used: its JSON is no object; it begins with "[1, 2, 3]"
# 1 error, 0 warnings
# exit 1
