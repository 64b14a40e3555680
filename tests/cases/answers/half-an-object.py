# run --write
print('{"source": "narrow-water", "actors": [{"paragraph": 2,')
# prints
# --with: E061: the answer can't be used: its JSON can't be read: Expecting property name enclosed in double quotes (line 2 of it, column 1); it begins with "{"source": "narrow-water", "actors": [{"paragraph": 2,"
# 1 error, 0 warnings
# exit 1
