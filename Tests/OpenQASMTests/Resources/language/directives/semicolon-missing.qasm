// parse: error 3
OPENQASM 3.0;
bit r
r = 1;
