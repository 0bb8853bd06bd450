// parse: ok
// check: ok
// run: {"01": 1}
bit[2] r;
bool b = true;
if (b) {
  b = false;
  r[0] = 1;
} else {
  r[1] = 1;
}
