// parse: error 3
OPENQASM 3.0;
pragma
bit r;
