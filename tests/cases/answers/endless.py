# run --write
while True:
    print("x" * 1_000_000)
# prints
# --with: E061: the answer is longer than 5 MB; the program was ended
# 1 error, 0 warnings
# exit 1
