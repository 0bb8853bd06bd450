// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
gate g(t) a {
  if (t > 0) x a;
}
