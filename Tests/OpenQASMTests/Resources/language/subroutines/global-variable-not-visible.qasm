// parse: ok
// check: error 6
// reading: scope
int counter = 1;
def count() {
  counter += 1;
}
count();
