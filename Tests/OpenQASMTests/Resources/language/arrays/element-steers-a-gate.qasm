// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
array[angle[16], 2] turns = {pi, 2 * pi};
qubit[2] q;
bit[2] c;
for int i in [0:1] {
  rx(turns[i]) q[i];
}
c = measure q;
