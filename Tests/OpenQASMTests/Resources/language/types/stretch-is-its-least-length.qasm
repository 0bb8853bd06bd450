// parse: ok
// check: ok
// run: {"1": 1}
// reading: undefined
OPENQASM 3.0;
stretch gap;
duration base = 100ns;
stretch longer = base + 2 * gap;
float off = longer / 1ns - 100.0;
bit r = off < 1e-6 && off > -1e-6;
