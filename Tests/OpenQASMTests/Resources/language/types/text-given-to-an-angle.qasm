// parse: ok
// check: error 4
OPENQASM 3.0;
angle[4] a = "1010";
