// parse: ok
// check: error 7
// reading: switch
OPENQASM 3.1;
int x = 1;
bit r;
switch (x) { default { r = 1; } }
