// parse: error 3
OPENQASM 3.0;
OPENQASM 3.0;
bit r;
