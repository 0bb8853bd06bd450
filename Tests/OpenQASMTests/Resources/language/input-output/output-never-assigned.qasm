// parse: ok
// check: ok
// run: {"00": 1}
// outputs: {"n": {"0": 1}}
// reading: undefined
output bit[2] r;
output int n;
int unused = 4;
