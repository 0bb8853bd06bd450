// parse: ok
// check: error 5
OPENQASM 3.0;
angle[8] a = pi;
duration d = duration(a);
