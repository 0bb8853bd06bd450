// parse: ok
// check: ok
// run: {"11": 1}
// reading: box-scope
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
output bit[2] r;
int n = 1;
box {
  int n = 2;
  n += 1;
  if (n == 3) x q;
}
r[0] = measure q;
r[1] = (n == 1);
