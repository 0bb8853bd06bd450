// parse: ok
// check: ok
// run: {"1 10": 1}
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit target) -> int {
  x target;
  bit outcome = measure target;
  return outcome;
}
def raise(mutable array[int, #dim = 1] row) {
  row[0] += 1;
}
qubit q;
array[int, 2, 2] rows;
raise(rows[flip(q)]);
bit[2] changed;
changed[0] = rows[0][0] == 1;
changed[1] = rows[1][0] == 1;
bit last = measure q;
