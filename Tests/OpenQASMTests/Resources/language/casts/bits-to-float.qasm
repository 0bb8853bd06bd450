// parse: ok
// check: error 5
OPENQASM 3.0;
bit[32] c;
float[32] x = float[32](c);
