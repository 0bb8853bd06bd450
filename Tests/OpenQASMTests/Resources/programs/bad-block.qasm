// parse: Q102
def f() {
  if (true) {
    x q;
