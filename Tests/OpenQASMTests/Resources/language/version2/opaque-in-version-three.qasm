// parse: error 3
OPENQASM 3.0;
opaque magic q;
bit c;
