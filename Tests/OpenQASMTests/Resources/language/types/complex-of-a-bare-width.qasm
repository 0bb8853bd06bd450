// parse: error 3
OPENQASM 3.0;
complex[64] c;
