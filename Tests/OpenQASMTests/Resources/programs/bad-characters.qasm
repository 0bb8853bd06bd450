// parse: Q001 Q001 Q001 Q001
x “q”;
y = a × b;
# a comment of another language
