// parse: ok
// check: error 5
// reading: shifts
OPENQASM 3.0;
bit[4] a = 5;
