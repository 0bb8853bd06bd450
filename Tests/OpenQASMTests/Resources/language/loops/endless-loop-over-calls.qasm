// parse: ok
// check: ok
// run: fault 6
OPENQASM 3.0;
def nothing() {}
while (true) {
  nothing();
}
