// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
let one = q[0];
{
  let one = q[1];
  x one;
}
c = measure q;
