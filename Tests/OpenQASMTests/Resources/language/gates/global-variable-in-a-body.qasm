// parse: ok
// check: error 8
// reading: scope
OPENQASM 3.0;
include "stdgates.inc";
float turn = 0.5;
gate g a {
  rx(turn) a;
}
