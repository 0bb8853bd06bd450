// parse: ok
// check: ok
// run: {"101 010": 1}
OPENQASM 3.0;
include "stdgates.inc";
def look(qubit[3] a) -> bit[3] {
  return measure a;
}
qubit[3] q;
bit[3] before;
bit[3] after;
x q[1];
before = look(q);
x q;
after = look(q);
