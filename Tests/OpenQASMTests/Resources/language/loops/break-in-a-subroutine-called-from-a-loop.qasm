// parse: ok
// check: error 4
def leave() {
  break;
}
for int i in [0:3] {
  leave();
}
