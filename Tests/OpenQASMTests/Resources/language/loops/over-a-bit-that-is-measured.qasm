// parse: ok
// check: ok
// run: {"0000": 0.25, "0001": 0.25, "0010": 0.25, "0011": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
output bit[4] r;
h q;
c = measure q;
int at = 0;
for bit b in c {
  r[at] = b;
  at += 1;
}
