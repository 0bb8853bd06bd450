// parse: ok
// check: ok
// run: {"1 0": 1}
OPENQASM 3.0;
bit flag = 0;
bit r;
if (flag) {
  r = 0;
} else {
  r = 1;
}
