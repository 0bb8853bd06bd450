// parse: ok
// check: error 5
OPENQASM 3.0;
angle[8] a = pi;
uint[8] n = uint[8](a);
