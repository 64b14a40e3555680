# run --write
import sys

sys.stdout.buffer.write(b'{"actors": "\xff"}')
# prints
# --with: E061: byte 13 of the answer is not UTF-8
# 1 error, 0 warnings
# exit 1
