// parse: ok
// check: error 5
OPENQASM 3.0;
angle[4] a = pi;
bit[8] c = bit[8](a);
