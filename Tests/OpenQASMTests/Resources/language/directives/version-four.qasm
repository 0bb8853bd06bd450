// parse: error 2
OPENQASM 4.0;
bit r;
