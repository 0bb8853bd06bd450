// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
gate g a {
  cx a, q;
}
