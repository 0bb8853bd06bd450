// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
gate g a {
  x a;
  measure a;
}
