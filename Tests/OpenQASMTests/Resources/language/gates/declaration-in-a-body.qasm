// parse: ok
// check: error 6
// reading: gate-bodies
OPENQASM 3.0;
gate g a {
  int n = 3;
}
