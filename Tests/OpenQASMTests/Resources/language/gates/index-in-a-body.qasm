// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
gate g a {
  x a[0];
}
