// parse: ok
// check: error 6
OPENQASM 3.0;
extern decode(bit[2]) -> bit;
bit r;
r = decode("01", 3);
