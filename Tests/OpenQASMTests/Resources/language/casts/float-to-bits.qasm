// parse: ok
// check: error 5
OPENQASM 3.0;
float[64] x = 2.5;
bit[64] c = bit[64](x);
