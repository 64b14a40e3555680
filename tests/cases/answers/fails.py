# run --write
import sys

print("{}")
sys.exit("no model of this name \x1b[31m")
# prints
# --with: E061: "python" failed with exit code 1: "no model of this name [31m"
# 1 error, 0 warnings
# exit 1
