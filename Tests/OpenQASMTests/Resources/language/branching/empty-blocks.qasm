// parse: ok
// check: ok
// run: {"1": 1}
bit r = 1;
if (r) {
} else {
  r = 0;
}
if (!r) {} else {}
