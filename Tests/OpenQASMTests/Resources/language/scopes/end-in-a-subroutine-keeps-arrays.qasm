// parse: ok
// check: ok
// run: {"0": 1}
// outputs: {"whole": {"{5, 0}": 1}, "part": {"{0, 3, 4, 0}": 1}, "after": {"0": 1}}
// reading: end
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
output array[int[8], 2] whole;
output array[int[8], 4] part;
output int after;
def stop(qubit q, mutable array[int[8], 2] a) -> int {
  x q;
  a[0] = 3;
  a[1] = 4;
  end;
  return 1;
}
def ask(qubit q, mutable array[int[8], #dim = 1] a, mutable array[int[8], #dim = 1] b) -> int {
  a[0] = 5;
  int found = stop(q, b[1:2]);
  a[1] = 6;
  return found;
}
after = 1 + ask(q, whole, part);
c = measure q;
