// parse: error 3
OPENQASM 3.0;
extern now -> int;
bit r;
