// parse: error 2
OPENQASM;
bit r;
