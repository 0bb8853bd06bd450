// parse: ok
// check: error 5
OPENQASM 3.0;
angle[8] a = pi;
float x = floor(a);
