// parse: error 3
bit r;
OPENQASM 3.0;
r = 1;
