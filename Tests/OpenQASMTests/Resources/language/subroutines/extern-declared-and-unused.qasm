// parse: ok
// check: ok
// run: {"1": 1}
// reading: extern
OPENQASM 3.0;
extern decode(bit[8], int) -> uint[4];
extern log_value(float[64]);
extern now() -> int[32];
bit r = 1;
