// parse: ok
// check: error 5
OPENQASM 3.0;
extern decode(bit[2]) -> bit;
extern decode(bit[2]) -> bit;
