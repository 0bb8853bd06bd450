// parse: ok
// check: error 6
OPENQASM 3.0;
bit r;
if (r) {
  include "stdgates.inc";
}
