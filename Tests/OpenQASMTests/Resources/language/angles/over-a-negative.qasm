// parse: ok
// check: error 5 6
// reading: angle
OPENQASM 3.0;
const angle[8] a = 1.0; angle[8] b = a / -2;
b /= -2;
