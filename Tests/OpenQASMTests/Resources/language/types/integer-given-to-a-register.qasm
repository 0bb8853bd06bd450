// parse: ok
// check: error 5
// reading: registers
OPENQASM 3.0;
bit[4] a = 5;
