// parse: ok
// check: ok
// run: fault 6
OPENQASM 3.0;
bit r;
while (true) {
  r = 1;
}
