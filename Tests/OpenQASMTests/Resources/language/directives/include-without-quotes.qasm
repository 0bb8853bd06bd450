// parse: error 3
OPENQASM 3.0;
include stdgates.inc;
bit r;
