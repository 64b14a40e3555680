# run --write
# prints
# --with: E061: the answer can't be used: it is empty
# 1 error, 0 warnings
# exit 1
