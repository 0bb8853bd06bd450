// parse: ok
// check: error 6
OPENQASM 3.0;
def nothing() {}
gate g a {
  nothing();
}
