// parse: ok
// check: ok
// run: fault 7
// reading: endless
OPENQASM 3.0;
bit r;
while (true) {
  r = 1;
}
