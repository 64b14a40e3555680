# run --write
print("I am sorry, but I can't read this article. \x1b[31m")
# prints
# --with: E061: the answer can't be used: it holds no JSON object; it begins with "I am sorry, but I can't read this article. [31m"
# 1 error, 0 warnings
# exit 1
