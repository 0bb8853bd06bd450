// parse: error 4
OPENQASM 3.0;
bit r;
/* never
r = 1;
