// parse: ok
// check: error 6
// reading: switch
OPENQASM 3.1;
int x = 1;
switch (x) {}
