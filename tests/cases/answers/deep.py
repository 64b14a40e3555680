# run --write
print("[" * 200_000)
# prints
# --with: E061: the answer can't be used: its JSON is nested too deep
# 1 error, 0 warnings
# exit 1
