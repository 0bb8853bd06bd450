// parse: ok
// check: error 7
// reading: scope
OPENQASM 3.0;
include "stdgates.inc";
for int i in [0:1] {
  qubit q;
}
