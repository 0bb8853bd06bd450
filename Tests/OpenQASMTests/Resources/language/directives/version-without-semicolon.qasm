// parse: error 2
OPENQASM 3.0
bit r;
