// parse: ok
// check: error 5
OPENQASM 3.0;
if (true) {
  array[int[8], 3] a;
}
