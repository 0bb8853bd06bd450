// parse: ok
// check: ok
// run: fault 7
// reading: endless
OPENQASM 3.0;
def nothing() {}
while (true) {
  nothing();
}
