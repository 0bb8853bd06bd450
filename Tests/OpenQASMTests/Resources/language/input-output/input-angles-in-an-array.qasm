// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
// input: turns=[0.25, 0.125, 0.125]
OPENQASM 3.0;
include "stdgates.inc";
input array[float[64], 3] turns;
qubit q;
bit c;
for float[64] t in turns rx(pi * t) q;
c = measure q;
