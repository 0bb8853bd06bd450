// parse: ok
// check: ok
// run: {"11 10 01 00": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] a;
bit[2] b;
bit[2] c;
bit[2] d;
def send(int message, qubit[2] pair) -> bit[2] {
  reset pair;
  h pair[0];
  cx pair[0], pair[1];
  if (message % 2 == 1) z pair[0];
  if (message / 2 == 1) x pair[0];
  cx pair[0], pair[1];
  h pair[0];
  return measure pair;
}
a = send(0, q);
b = send(1, q);
c = send(2, q);
d = send(3, q);
