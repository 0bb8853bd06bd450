// parse: ok
// check: ok
// run: {"01": 0.5, "10": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[2] r;
bit coin;
output bit[2] seen;
h q;
coin = measure q;
if (coin) r[0] = 1;
if (!coin) r[1] = 1;
seen = r;
