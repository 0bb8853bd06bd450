// parse: ok
// check: ok
// run: {"11": 1}
// reading: directives
OPENQASM 3.0;
include "stdgates.inc";
@example.place 3
@example.note text ; with } signs
qubit[2] q;
@example.gate
x q;
bit[2] c;
@example.branch
if (c == 0) {
  @example.inner
  c = measure q;
}
