// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
float t = 0.5;
gate g a {
  rx(t) a;
}
