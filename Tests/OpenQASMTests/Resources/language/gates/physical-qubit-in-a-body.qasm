// parse: ok
// check: error 7
// reading: gate-bodies
OPENQASM 3.0;
include "stdgates.inc";
gate g a {
  cx a, $0;
}
