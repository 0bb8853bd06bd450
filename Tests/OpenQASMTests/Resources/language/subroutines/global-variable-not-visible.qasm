// parse: ok
// check: error 5
int counter = 1;
def count() {
  counter += 1;
}
count();
