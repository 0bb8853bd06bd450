// parse: ok
// check: error 6
OPENQASM 3.0;
bit c;
if (c) {
  defcal x $0 {}
}
