// parse: ok
// check: error 4
OPENQASM 3.0;
angle[8] a = sqrt(-1.0);
