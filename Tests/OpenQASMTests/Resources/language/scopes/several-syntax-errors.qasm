// parse: error 3 5 6 7
OPENQASM 3.0;
bit c
c = 1;
if c { c = 0; }
for i in [0:1] c = 1;
c = ;
