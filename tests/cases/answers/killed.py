# run --write
import os

os.kill(os.getpid(), 9)
# prints
# --with: E061: "python" failed with signal 9
# 1 error, 0 warnings
# exit 1
