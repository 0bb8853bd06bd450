// parse: ok
// check: error 6
OPENQASM 3.0;
angle[8] a = pi;
angle[8] b = pi / 2;
angle[8] c = a * b;
