// parse: ok
// check: ok
// run: fault 6
// reading: recursion
def forever(int n) {
  forever(n);
}
forever(1);
